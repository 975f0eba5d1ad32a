"""The accounts' SQL: one text for both databases, as in `rashomon.ledger.sql`. Times are whole seconds since 1970."""

from __future__ import annotations

SCHEMA = "1"
"""Version of the tables. Others are refused."""

TABLES = (
    "CREATE TABLE team_meta (name {text} PRIMARY KEY, value {text} NOT NULL)",
    """CREATE TABLE team_users (
        name {text} PRIMARY KEY,
        role {text} NOT NULL CHECK (role IN ('reader', 'reviewer', 'editor', 'admin')),
        password {text} NOT NULL,
        secret {text} NOT NULL,
        step {integer} NOT NULL,
        disabled {integer} NOT NULL,
        made_at {integer} NOT NULL
    )""",
    # By the hash of the token: who reads the table cannot take over a session.
    """CREATE TABLE team_sessions (
        token {text} PRIMARY KEY,
        name {text} NOT NULL REFERENCES team_users (name),
        made_at {integer} NOT NULL,
        until {integer} NOT NULL
    )""",
    # By the hash of the name that was given, known or not, so that delays tell nobody which names there are.
    """CREATE TABLE team_attempts (
        who {text} PRIMARY KEY,
        failures {integer} NOT NULL,
        not_before {integer} NOT NULL
    )""",
    """CREATE TABLE team_audit (
        seq {integer} PRIMARY KEY,
        at {integer} NOT NULL,
        made_by {text} NOT NULL,
        what {text} NOT NULL,
        name {text} NOT NULL,
        note {text} NOT NULL
    )""",
    "CREATE INDEX team_sessions_by_name ON team_sessions (name)",
    "CREATE INDEX team_attempts_by_end ON team_attempts (not_before)",
)

GET_SCHEMA = "SELECT value FROM team_meta WHERE name = 'schema'"
SET_SCHEMA = "INSERT INTO team_meta (name, value) VALUES ('schema', :version)"

# Changes of accounts take turns on this row, within their transaction: two admins cannot remove one another at once.
TURN = "UPDATE team_meta SET value = value WHERE name = 'schema'"

PUT_USER = """INSERT INTO team_users (name, role, password, secret, step, disabled, made_at)
    VALUES (:name, :role, :password, :secret, -1, 0, :at) ON CONFLICT (name) DO NOTHING RETURNING name"""
USERS = "SELECT name, role, disabled, made_at FROM team_users ORDER BY name"
GET_USER = "SELECT name, role, disabled, made_at FROM team_users WHERE name = :name"
SECRETS = "SELECT password, secret FROM team_users WHERE name = :name AND disabled = 0"
OTHER_ADMINS = "SELECT COUNT(*) FROM team_users WHERE role = 'admin' AND disabled = 0 AND name <> :name"
SET_ROLE = "UPDATE team_users SET role = :role WHERE name = :name"
DISABLE = "UPDATE team_users SET disabled = 1 WHERE name = :name"
REHASH = "UPDATE team_users SET password = :new WHERE name = :name AND password = :old"

# One statement takes the code and refuses it a second time, and whatever changed since the password was looked at.
USE_CODE = """UPDATE team_users SET step = :step
    WHERE name = :name AND step < :step AND disabled = 0 AND password = :password RETURNING name"""

FORGET_ATTEMPTS = "DELETE FROM team_attempts WHERE not_before < :before"
BEGIN_ATTEMPTS = "INSERT INTO team_attempts (who, failures, not_before) VALUES (:who, 0, :at) ON CONFLICT (who) DO NOTHING"
ATTEMPTS = "SELECT failures, not_before FROM team_attempts WHERE who = :who"
# Counted before the password is looked at, and only once for what was seen: guesses side by side do not share one delay.
COUNT_ATTEMPT = """UPDATE team_attempts SET failures = failures + 1, not_before = :then
    WHERE who = :who AND failures = :seen AND not_before <= :at RETURNING failures"""
CLEAR_ATTEMPTS = "DELETE FROM team_attempts WHERE who = :who"

PUT_SESSION = "INSERT INTO team_sessions (token, name, made_at, until) VALUES (:token, :name, :at, :until)"
WHO = """SELECT u.name, u.role, u.disabled, u.made_at FROM team_sessions s JOIN team_users u ON u.name = s.name
    WHERE s.token = :token AND s.until > :at AND u.disabled = 0"""
END_SESSION = "DELETE FROM team_sessions WHERE token = :token RETURNING name"
END_SESSIONS = "DELETE FROM team_sessions WHERE name = :name"
FORGET_SESSIONS = "DELETE FROM team_sessions WHERE until <= :at"

PUT_ACT = """INSERT INTO team_audit (seq, at, made_by, what, name, note)
    SELECT COALESCE(MAX(seq), 0) + 1, CAST(:at AS BIGINT), CAST(:by AS TEXT), CAST(:what AS TEXT),
    CAST(:name AS TEXT), CAST(:note AS TEXT) FROM team_audit"""
ACTS = "SELECT seq, at, made_by, what, name, note FROM team_audit ORDER BY seq"

"""Training of the shipped model: the open corpus in, the weights and their scores out. No part of the installed package."""

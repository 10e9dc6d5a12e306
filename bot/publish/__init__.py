"""The plan as a branch with one commit and a pull request, new or brought up to date; never over what a person wrote."""

"""What running text tells: outcomes, problems, findings, practices and questions, each with its reason."""

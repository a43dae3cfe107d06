"""What is said about a listing for each criterion, by whom, with what proof, and the state it adds up to."""

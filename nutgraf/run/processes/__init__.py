"""Work beside the rest: in processes that no item can harm, and in threads."""

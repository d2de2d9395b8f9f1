"""What of a record is compared, in the form that comparisons and blocking keys take."""

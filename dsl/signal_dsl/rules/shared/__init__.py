"""What several rules share. Rules import from here and never from each other."""

"""What the Journey map page is made of."""

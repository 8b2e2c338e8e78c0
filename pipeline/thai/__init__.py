"""Thai text repair and values: numbers, money, dates, targets."""

"""What stands in for the variables of a response: clinic settings and look-up answers."""

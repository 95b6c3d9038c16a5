"""What a message means: pure logic, and the graph components that put it into Rasa."""

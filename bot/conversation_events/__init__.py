"""What was said on the website, kept in order: it comes again after a reload or a lost connection.

Knows nothing of Rasa or of the web. `Database` is where it is kept, `EventLog` what the page
shows, `Messages` what the person sent and is still to be answered, `Conversations` begins and
ends. All of it blocks: call it in a thread (`Database.run`).
"""

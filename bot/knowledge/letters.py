"""The letter in 'hepatitis A': is it one, or an article, and which letters follow it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.knowledge.letter_words import letter_words
from bot.knowledge.writing import Token


def letter_stands_alone(text: str, words: Sequence[Token], position: int) -> bool:
    """Tell whether the one-letter word at `position` is a letter and no article ('a cause')."""
    word = words[position]
    if word.stem != "a" or len(word.written) > 1:  # "A's" is no article
        return True
    if word.written == "A" and any(character.islower() for character in text):
        return True
    if position + 1 == len(words) or text[word.end : words[position + 1].start].strip():
        return True
    following = words[position + 1].written.lower()
    if following in letter_words().causing:
        after = words[position + 2].written.lower() if position + 2 < len(words) else ""
        return after in letter_words().objects
    return following in letter_words().joining | letter_words().behind_a_name


def letters_after(text: str, words: Sequence[Token], position: int) -> Iterator[int]:
    """Yield the positions of further letters in 'b and c', 'a, b or c', 'b/c', 'b c'."""
    previous_end = words[position - 1].end
    joined = False
    while position < len(words):
        word = words[position]
        if word.stem in letter_words().joining:
            joined = True
        elif len(word.stem) == 1 and word.stem.isalpha():
            mark = text[previous_end : word.start].strip()
            if word.stem == "a" and not letter_stands_alone(text, words, position):
                return
            if word.stem in {"a", "i"} and not (joined or mark):
                return
            yield position
            joined = False
        else:
            return
        previous_end = word.end
        position += 1

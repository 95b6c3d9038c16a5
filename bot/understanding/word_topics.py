"""Which lists of words the rules know, by topic; the words stand in data/assertion/words."""

from __future__ import annotations

from dataclasses import dataclass

Words = frozenset[str]


@dataclass(frozen=True)
class Grammar:
    """How clauses are built."""

    subjects: Words
    possessives: Words
    indicative: Words
    breaks: Words
    joiners: Words
    inverters: Words
    coming: Words
    not_owners: Words
    no_owner: Words
    clause_openers: Words
    gap_ends: Words
    counting: Words
    articles: Words
    indefinite: Words
    having: Words
    family_owners: Words


@dataclass(frozen=True)
class Denial:
    """What denies a sign, and how far."""

    denying: Words
    refused: Words
    lacks: Words
    answers: Words
    opens: Words
    joins: Words
    heads: Words
    before_ending: Words
    not_a_list: Words
    denies_both: Words
    either: Words
    degree_of_thing: Words
    pseudo: Words
    stopping: Words
    able: Words
    fresh_start: Words
    finite: Words
    real: Words
    list_words: Words
    list_ends: Words
    alternatives: Words
    anywhere: Words
    before_none: Words
    copulas: Words
    behind_none: Words
    none: Words
    determiners: Words
    list_joints: Words
    holders: Words


@dataclass(frozen=True)
class Question:
    """What asks about a sign."""

    needs_subject: Words
    besides: Words
    whole: Words
    more: Words
    of_a_thing: Words
    not_of_a_thing: Words
    asks_behind: Words
    about_signs: Words
    opens_a_reading: Words
    some_day: Words
    before_say: Words
    unsure: Words
    first_time: Words
    asking: Words
    before_asking: Words
    asking_again: Words
    joins_questions: Words
    behind_comma: Words
    changes_topic: Words
    before_change: Words
    bare_fillers: Words


@dataclass(frozen=True)
class Time:
    """When a sign was there."""

    told: Words
    no_return: Words
    no_change: Words
    points_back: Words
    compares: Words
    now_in_sign: Words
    before_date: Words
    before_subject: Words
    before_new_subject: Words
    new_subjects: Words
    present_verbs: Words
    since: Words
    had_once: Words
    holding: Words
    treatments: Words
    medicines: Words
    beginnings: Words
    known: Words
    apart: Words
    comparing: Words
    not_ended: Words
    closes: Words
    held_so: Words
    came_with_time: Words
    claim_denied: Words
    well: Words
    claim_openers: Words
    claim_subject: Words


@dataclass(frozen=True)
class Temperature:
    """What stands around a number."""

    copulas: Words
    pointing: Words
    owners: Words
    bound_fillers: Words
    heads: Words
    joiners: Words
    label_fillers: Words
    nobody: Words
    asks_a_sum: Words
    hits: Words
    level_joints: Words
    before_towns: Words
    before_in: Words
    ranges: Words
    range_joints: Words
    range_openers: Words
    into: Words
    states: Words
    loosens: Words
    behind_age: Words
    glued_before: Words
    glued_after: Words


@dataclass(frozen=True)
class People:
    """Whose body a sign is about."""

    prepositions: Words
    determiners: Words
    simile: Words
    simile_with_as: Words
    clause_breaks: Words
    has: Words
    places: Words
    more_places: Words
    writer_only: Words
    objects: Words
    owners: Words
    relative_pronouns: Words
    staying: Words
    owners_of_things: Words
    introduces: Words
    singular: Words
    plural: Words
    done_to: Words
    writers: Words
    getting_a_condition: Words
    asks_for_a_condition: Words
    actors: Words
    some_of: Words
    thing_determiners: Words
    no_subject: Words


@dataclass(frozen=True)
class WordLists:
    """All topics; each is read from the file of its name."""

    grammar: Grammar
    denial: Denial
    question: Question
    time: Time
    people: People
    temperature: Temperature

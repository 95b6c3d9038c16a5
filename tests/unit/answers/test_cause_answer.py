"""'Can X cause it?': listed, not listed, several, near, only an indication, nothing known."""

from __future__ import annotations

import re

import pytest

from bot.knowledge.knowledge import load_knowledge

KNOWLEDGE = load_knowledge()
NEITHER = "It does not list every cause, so I cannot say yes or no. Please ask your doctor."
OF_OTHER_KINDS = "Of other kinds I cannot say yes or no. Please ask your doctor."
KEEP_TAKING = "Do not stop or change a medicine without asking your doctor first."
LISTED = "on my page's list of possible causes"


@pytest.mark.parametrize("cause", KNOWLEDGE.causes, ids=lambda cause: cause.id)
def test_every_listed_cause_is_said_to_be_listed(causes, cause):
    name = "cocaine" if cause.id == "levamisole_in_cocaine" else cause.name
    text = causes(f"can {name} cause neutropenia?")
    assert "cannot say yes or no" not in text
    assert re.search(r"[Mm]y page's list|My page lists|It lists|on my page", text)


@pytest.mark.parametrize("drug", KNOWLEDGE.drugs, ids=lambda drug: drug.id)
def test_every_listed_drug_is_named_with_its_class_and_the_line_on_stopping(causes, drug):
    text = causes(f"can {drug.name} cause it?")
    cause = KNOWLEDGE.cause_of(drug.id)
    assert cause is not None
    assert text.startswith("Yes. ")
    assert drug.name.lower() in text.lower()
    assert cause.phrase.lower() in text.lower()
    assert text.endswith(KEEP_TAKING)


@pytest.mark.parametrize("brand", KNOWLEDGE.brands, ids=lambda brand: brand.id)
def test_every_brand_is_told_with_its_drug(causes, brand):
    text = causes(f"what about {brand.name}")
    drug = KNOWLEDGE.by_id[brand.drug]
    assert text.startswith(f"{brand.name} is a brand name of {drug.name}.")
    assert LISTED in text
    assert text.endswith(KEEP_TAKING)


@pytest.mark.parametrize("outsider", KNOWLEDGE.outsiders, ids=lambda outsider: outsider.id)
def test_what_the_page_does_not_list_gets_neither_yes_nor_no(causes, outsider):
    text = causes(f"can {outsider.name} cause it?")
    assert (OF_OTHER_KINDS if outsider.has_kinds else NEITHER) in text
    assert "Yes." not in text
    assert (LISTED in text) is outsider.has_kinds


@pytest.mark.parametrize("group", KNOWLEDGE.groups, ids=lambda group: group.id)
def test_a_group_is_answered_with_some_of_its_items_and_that_there_are_more(causes, group):
    text = causes(f"can {group.name} cause it?")
    assert "Some that it names" in text
    assert "does not list every cause" in text


def test_a_plain_question_gets_a_yes_with_its_group(causes):
    assert causes("Can lupus cause it?") == (
        "Yes. Lupus is on my page's list of possible causes. "
        "That is in the group of autoimmune diseases. "
        "Your doctor may need more tests to find the cause."
    )


@pytest.mark.parametrize(
    "text",
    [
        "can I take clozapine?",
        "should I stop clozapine because it can cause it",
        "can clozapine cause death?",
        "can lupus cause infections",
        "can chemo cause a fever",
        "is it true that lupus can't cause it",
        "lupus",
        "does clozapine help against it",
        "is it only caused by chemo",
    ],
)
def test_yes_is_said_only_where_it_is_true(causes, text):
    assert not causes(text).startswith("Yes")


def test_chemotherapy_is_a_common_cause(causes):
    assert "Chemotherapy is a common cause" in causes("does chemo do it")


def test_a_hedge_of_the_page_is_kept(causes):
    assert "Some antipsychotic medicines are" in causes("clozapine")
    assert "Certain antibiotics are" in causes("antibiotics")
    assert "may be mixed in with cocaine" in causes("cocaine")


def test_which_vitamin_and_which_spleen_problem_is_not_said(causes):
    assert "does not say which" in causes("can vitamins be the cause?")
    assert "does not say which" in causes("can low b12 cause it?")
    assert "does not say which" in causes("is it my spleen")
    assert "does not say which" in causes("enlarged spleen")


def test_an_illness_that_a_medicine_is_for_is_no_cause(causes):
    text = causes("does ulcerative colitis cause it?")
    assert "only as something that one kind of medicine is used for" in text
    assert NEITHER in text


def test_rheumatoid_arthritis_is_a_cause(causes):
    assert causes("does rheumatoid arthritis cause it?").startswith("Yes. Rheumatoid arthritis is")


def test_a_wider_word_is_answered_with_what_the_page_names(causes):
    assert causes("can penicillin cause it?").startswith("My page names penicillin G.")
    assert causes("can hepatitis cause it?").startswith(
        "Hepatitis A, hepatitis B and hepatitis C are"
    )


def test_mono_is_not_equated_with_epstein_barr(causes):
    assert causes("can mono cause it?").startswith(
        "My page does not list mono. It does list Epstein-Barr."
    )


def test_several_listed_causes_share_a_line(causes):
    assert causes("is hep b or c a cause?").startswith(
        "Hepatitis B and hepatitis C are on my page's list of possible causes."
    )


def test_listed_and_not_listed_are_told_apart(causes):
    lines = causes("is it lupus, HIV or the flu?").split("\n")
    assert lines[0] == "Lupus is on my page's list of possible causes."
    assert lines[1] == "My page does not list HIV or the flu."
    assert lines[2] == NEITHER


def test_a_brand_with_its_drug_is_answered_once(causes):
    text = causes("can Clozaril (clozapine) cause it")
    assert text.count("antipsychotic") == 1


def test_long_lists_are_cut_and_the_rest_is_asked_for(causes):
    text = causes("lupus, measles, leukemia, sepsis, hepatitis A, MDS, radiation")
    assert "Please ask about the others one by one." in text


def test_a_misspelt_name_is_said_as_it_was_read(causes):
    assert causes("can clozapne cause it").startswith("I read that as clozapine.")


def test_a_sign_is_told_from_a_cause_and_keeps_the_call_line(causes):
    text = causes("can diarrhea cause it?")
    assert "possible sign of infection" in text
    assert text.endswith("If you have that now, call your doctor right away: 555-0100.")


def test_an_unknown_name_gets_no_claim(causes):
    text = causes("can zorblax cause it?")
    assert "zorblax" not in text
    assert "cannot say yes or no" in text


def test_nobody_is_told_to_keep_taking_cocaine(causes):
    assert KEEP_TAKING not in causes("can cocaine cause it")
    assert KEEP_TAKING in causes("can levamisole cause it")


def test_a_medicine_that_is_not_listed_is_not_to_be_stopped_either(causes):
    assert causes("can carbamazepine cause it").endswith(KEEP_TAKING)


def test_a_caregiver_reads_of_their_doctor(causes):
    text = causes("can lupus cause it?", "caregiver")
    assert "Their doctor may need more tests" in text


def test_a_measure_is_not_taken_for_a_cause(causes):
    text = causes("can a vaccine cause it?")
    assert text.startswith("My page names vaccinations only as a way to lower the risk.")
    assert NEITHER in text

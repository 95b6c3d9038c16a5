"""data/knowledge holds what the page holds, each thing once, and refuses contradictions."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.knowledge.entities import Outsider
from bot.knowledge.errors import KnowledgeError
from bot.knowledge.knowledge import FOLDER, load_knowledge

DOCUMENT_FACTS = re.findall(
    r"\S+",
    "D1 D2 D3 D4 D5 D6 S1 S2 S3 S4 X1 X2 X3 X4 X5 X6 X7 X8 K1 K2 K3 K4 C0 C0b C1 C1a C1b "
    "C1.1 C1.2 C1.3 C2 C2.1 C2.2 C2.3 C2.4 C2.5 C2.6 C2.7 C3 C3.1 C3.2 C3.3 C3.4 C3.5 C3.7 C3.8 "
    "C3.9 C4 C4.1 C4.2 C4.3 C5 C5.1 C5.2 C5.3 C6 C6.1 C6.2 C6.3 C6.4 W0 W1 W2 W3 W4 W5 W6 W7 W8 "
    "W9 W10 W11 W12 W13 P0 P1 P2 P3 P4 P5 M1 M2 M3",
)


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge()


@pytest.fixture
def copy(tmp_path: Path):
    folder = tmp_path / "knowledge"
    shutil.copytree(FOLDER, folder)

    def change(file: str, old: str, new: str) -> Path:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return change


def test_the_page_has_six_groups_of_three_to_eight_causes(knowledge):
    sizes = {group.id: len(group.causes) for group in knowledge.groups}
    assert sizes == {
        "cancer": 3,
        "medicines": 7,
        "infections": 8,
        "autoimmune": 3,
        "bone_marrow": 3,
        "other": 4,
    }


def test_every_item_rests_on_its_own_fact(knowledge):
    facts = [cause.fact for cause in knowledge.causes]
    assert facts == [fact for fact in DOCUMENT_FACTS if fact.startswith("C") and "." in fact]


def test_the_missing_item_of_the_infections_is_not_filled_in(knowledge):
    assert "C3.6" not in {fact.id for fact in knowledge.facts}
    assert isinstance(knowledge.by_id["hiv"], Outsider)


def test_every_fact_of_the_document_is_in_the_inventory(knowledge):
    assert [fact.id for fact in knowledge.facts if fact.provenance == "DOC"] == DOCUMENT_FACTS


def test_every_fact_keeps_its_own_hedges(knowledge):
    for fact in knowledge.facts:
        for hedge in fact.hedges:
            assert any(word in fact.says.lower() for word in hedge), fact.id


def test_drugs_and_brands_stand_where_the_page_has_them(knowledge):
    found = {
        cause.fact: {drug.name: [brand.name for brand in drug.brands] for drug in cause.drugs}
        for cause in knowledge.causes
        if cause.drugs
    }
    assert found == {
        "C2.1": {"methimazole": ["Tapazole"], "propylthiouracil": []},
        "C2.2": {"vancomycin": ["Vancocin"], "penicillin G": [], "oxacillin": []},
        "C2.3": {"ganciclovir": ["Cytovene"], "valganciclovir": ["Valcyte"]},
        "C2.4": {"sulfasalazine": ["Azulfidine"]},
        "C2.5": {"clozapine": ["Clozaril", "Fazaclo"], "chlorpromazine": []},
        "C2.6": {"quinidine": [], "procainamide": []},
        "C2.7": {"levamisole": []},
    }


def test_a_hedge_of_the_page_is_in_the_phrase_that_answers_use(knowledge):
    for cause in knowledge.causes:
        if cause.hedge in {"some", "certain"}:
            assert cause.phrase.startswith(cause.hedge)


def test_what_a_medicine_is_for_is_no_cause(knowledge):
    indications = {o.id for o in knowledge.outsiders if o.category == "indications"}
    assert {
        "ulcerative_colitis",
        "an_overactive_thyroid",
        "an_irregular_heart_rhythm",
    } == indications
    assert knowledge.cause_of("rheumatoid_arthritis") is not None


def test_enough_names_are_known_that_the_page_does_not_list(knowledge):
    assert len(knowledge.outsiders) >= 120


def test_no_outside_name_is_a_name_on_the_page(knowledge):
    on_page = {a.text.lower() for a in knowledge.aliases if a.kind != "not_on_page"}
    assert not on_page & {outsider.name.lower() for outsider in knowledge.outsiders}


def test_drug_and_cause_are_found_from_a_brand(knowledge):
    assert knowledge.drug_of("tapazole").id == "methimazole"
    assert knowledge.cause_of("tapazole").fact == "C2.1"
    assert knowledge.cause_of("lupus").fact == "C4.2"
    assert knowledge.cause_of("hiv") is None
    assert knowledge.drug_of("nothing") is None


@pytest.mark.parametrize(
    ("file", "old", "new", "part"),
    [
        ("causes.yml", "id: lupus", "id: gpa", "gpa stands twice"),
        ("causes.yml", "aliases: [systemic lupus,", "aliases: [wegeners,", "'wegeners'"),
        ("causes.yml", "fact: C4.2", "fact: C9.9", "C9.9"),
        ("causes.yml", "hedge: none", "hegde: none", "hegde"),
        ("causes.yml", "        phrase: lupus\n", "", "'phrase' is missing"),
        ("causes.yml", "\ncauses:", "\ncause:", "causes:"),
        ("measures.yml", "fact: P5", "fact: P6", "P6"),
        ("not_on_page.yml", "near: [epstein_barr]", "near: [epstein]", "epstein"),
        ("facts.yml", "{id: D1, provenance: DOC", "{id: D1, provenance: WEB", "WEB"),
        ("facts.yml", "{id: D3,", "{id: D1,", "D1 stands twice"),
    ],
)
def test_a_contradiction_is_refused_with_its_place(copy, file, old, new, part):
    folder = copy(file, old, new)
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)
    assert part in str(caught.value)


def test_a_lost_cause_is_noticed(copy):
    item = "          - id: oxacillin\n            name: oxacillin\n"
    rest = "            aliases: [oxacilin, oxicillin]\n"
    with pytest.raises(KnowledgeError, match="12 drugs, but the page has 13"):
        load_knowledge(copy("causes.yml", item + rest, ""))

"""The table of plans: what is done in a turn after what was said before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.plan import plan
from bot.dialogue.plans.topics_asked import HELPED
from bot.dialogue.thread import ESCALATED, Thread, Turn
from bot.dialogue.topics import Topics
from tests.unit.dialogue.conftest import Said

REPORTED = ("report_sign", "utter_report_sign action_escalate utter_can_you_call")
UNCLEAR = ("report_unclear", "utter_report_unclear")
CAUSES = ("ask_causes", "utter_causes")
SIGNS = ("ask_signs", "utter_signs")
RISK = ("ask_risk", "utter_risk")
WORSE = frozenset({"worse present"})

CASES: dict[str, tuple[list[tuple[str, str]], Turn, str]] = {
    "it is back after a report": (
        [REPORTED, ("better_now", "utter_better_now action_add_to_alert")],
        Turn("report_unclear", "no its back", "ask"), "utter_report_sign action_escalate"),
    "somebody who is back reports nothing": (
        [REPORTED], Turn("report_unclear", "he is back from work", "ask"),
        "utter_still_call action_add_to_alert"),
    "I don't have it, he does": (
        [REPORTED], Turn("report_denied", "i dont have neutropenia, he does", patient="other"),
        "utter_correct_person action_add_to_alert"),
    "nothing else, after a report": (
        [REPORTED], Turn("report_denied", "no nothing else"),
        "utter_better_now action_add_to_alert"),
    "likewise the signs, after the causes' whole list": (
        [("ask_causes_complete", "utter_causes_complete")],
        Turn("ask_signs", "Likewise the signs?"), "utter_signs_complete"),
    "how fast, after the whole list": (
        [("ask_signs_complete", "utter_signs_complete")], Turn("ask_how_fast", "how fast"), ""),
    "a sign that was told is finished": (
        [("report_sign", "utter_report_sign action_escalate utter_can_you_call")],
        Turn("report_unclear", "now she feels better, the pain is gone", "ask",
             ranking={"better_now": 0.9}, findings=frozenset({"sign present"}), signs=("x",)), ""),
    "what else, after masks": (
        [("ask_prevention_mask", "utter_prevention_mask")],
        Turn("follow_up_more", "what else should I be doing"), "utter_prevention"),
    "an old sign, and if it comes back": (
        [("report_past", "utter_report_past")],
        Turn("not_covered_course", "ok and if it comes back", ranking={"not_covered_course": 0.9}),
        "utter_report_past"),
    "back to what was not told": (
        [CAUSES, RISK], Turn("follow_up_back", "back to the infections",
                             ranking={"follow_up_back": 0.98}), "utter_causes_infections"),
    "back to what is likely": (
        [CAUSES, RISK], Turn("follow_up_back", "back to the bugs",
                             ranking={"follow_up_back": 0.8, "ask_causes_infections": 0.15}),
        "utter_causes_infections"),
    "sorry, after a report": (
        [REPORTED], Turn("report_unclear", "Oh sorry about that", "ask", doubt=0.1),
        "utter_still_call"),
    "sorry, without one": (
        [CAUSES], Turn("correct_mistake", "sorry", doubt=0.1), "utter_which_topic"),
    "sorry, and more": ([CAUSES], Turn("report_unclear", "sorry, my neck", "ask", doubt=0.1), ""),
    "sorry, in doubt": ([CAUSES], Turn("report_unclear", "sorry", "ask", doubt=0.5), ""),
    "the cat was on the keyboard": (
        [("gibberish", "utter_gibberish")], Turn("correct_mistake", "sorry, the cat was on it"),
        "utter_not_understood"),
    "a cold of one of the visitors": (
        [("ask_prevention_sick_visitors", "utter_prevention_sick_visitors")],
        Turn("report_unlisted", "one of them has a cold", "ask",
             findings=frozenset({"unlisted present"}), ranking={"report_contact": 0.6}),
        "utter_prevention_sick_visitors utter_call_if_ill"),
    "a cold where nobody visits": (
        [CAUSES],
        Turn("report_unlisted", "one has a cold", "ask",
             findings=frozenset({"unlisted present"}), ranking={"report_contact": 0.6}), ""),
    "a cough of a visitor, or of the patient": (
        [("ask_prevention_sick_visitors", "utter_prevention_sick_visitors")],
        Turn("report_unlisted", "has a cough", "ask",
             findings=frozenset({"unlisted present", "sign present"}),
             ranking={"report_contact": 0.6}), ""),
    "surely a repeat, with a little doubt": (
        [CAUSES], Turn("report_unclear", "say again, my eyes are bad", "ask", doubt=0.12,
                       ranking={"report_unclear": 1.0, "repeat": 0.9}),
        "utter_repeat utter_call_if_ill"),
    "surely a repeat, with more than a little": (
        [CAUSES], Turn("report_unclear", "say again, my eyes are bad", "ask", doubt=0.4,
                       ranking={"report_unclear": 1.0, "repeat": 0.9}), ""),
    "surely a repeat, beside a sign": (
        [CAUSES], Turn("report_unclear", "again, I cough", "ask", doubt=0.12,
                       ranking={"repeat": 0.9}, findings=frozenset({"sign uncertain"})), ""),
    "surely a repeat, where signs were asked for": (
        [UNCLEAR], Turn("report_unclear", "again", "ask", doubt=0.12, ranking={"repeat": 0.9}),
        "utter_still_unclear"),
    "where what was looked up is one": (
        [("ask_medicine_change", "utter_medicine_change")],
        Turn("ask_cause_lookup", "and his valproate?", kinds=("not_on_page",),
             ranking={"ask_cause_lookup": 0.99}), ""),
    "was it right to say nothing of the past": (
        [("report_past", "utter_report_past")],
        Turn("follow_up_now", "should I have called back then?", "ask"), "utter_report_past"),
    "two questions, though one leans": (
        [], Turn("follow_up_that", "what is it and how do I say it",
                 ranking={"follow_up_that": 0.7},
                 questions=("ask_definition", "ask_pronunciation")),
        "utter_definition utter_pronunciation"),
    "is that serious, after the advice": (
        [REPORTED], Turn("follow_up_that", "is that serious or the medicine"),
        "utter_risk utter_still_call"),
    "the commonest of a list": (
        [CAUSES], Turn("follow_up_more", "which of them is the likeliest for a farmer"),
        "utter_not_ranked"),
    "a plain report is the rules'": ([], Turn("report_sign", "fever", "escalate"), ""),
    "a report with a question: advice, alert, answer": (
        [], Turn("report_sign", "fever, why?", "escalate", questions=("ask_causes",)),
        "utter_report_sign action_escalate utter_causes utter_can_you_call"),
    "a crisis with a question asks nothing back": (
        [], Turn("report_crisis", "x", "crisis", questions=("ask_causes",)),
        "utter_report_crisis action_escalate utter_causes"),
    "who is calling is not asked again": (
        [REPORTED, ("affirm", "utter_call_yes action_add_to_alert")],
        Turn("report_sign", "now chills", "escalate"), "utter_report_sign action_escalate"),
    "worse after a report is news": (
        [REPORTED], Turn("report_unclear", "worse", "ask", findings=WORSE),
        "utter_report_sign action_escalate"),
    "worse without a report is the rules'": (
        [], Turn("report_unclear", "worse", "ask", findings=WORSE), ""),
    "yes, I can call": ([REPORTED], Turn("affirm", "yes"), "utter_call_yes action_add_to_alert"),
    "no, I cannot": ([REPORTED], Turn("deny", "no"), "utter_call_no action_add_to_alert"),
    "not sure about calling": ([REPORTED], Turn("not_sure", "dunno"), "utter_call_unsure"),
    "yes to the advice, where nothing was asked": (
        [REPORTED, ("report_unclear", "utter_report_sign action_escalate")], Turn("affirm", "yep"),
        "utter_call_yes action_add_to_alert"),
    "no to the advice, where nothing was asked": (
        [("report_sign", "utter_report_sign action_escalate utter_causes")], Turn("deny", "no"),
        "utter_call_no action_add_to_alert"),
    "a yes after being persuaded": (
        [REPORTED, ("reluctant", "utter_reluctant action_add_to_alert")], Turn("affirm", "ok"),
        "utter_call_yes action_add_to_alert"),
    "an unsure yes is none": (
        [REPORTED], Turn("calling", "I told him and he shrugs", ranking={"calling": 0.4}),
        "utter_still_call action_add_to_alert"),
    "a yes at a later hour is waiting": (
        [REPORTED], Turn("affirm", "well yes, I can ring after lunch"),
        "utter_reluctant action_add_to_alert"),
    "a yes to the call, after a number was given": (
        [REPORTED, ("contact", "action_take_contact")], Turn("affirm", "aye, I'll phone them"),
        "utter_call_yes action_add_to_alert"),
    "a yes after a number was given is one to the number": (
        [REPORTED, ("contact", "action_take_contact")], Turn("affirm", "aye"), ""),
    "a yes to the call where nothing was reported": ([], Turn("affirm", "aye, I'll phone"), ""),
    "a reason that is hard to read": (
        [REPORTED], Turn("off_topic", "the shop is shut by now", ranking={"off_topic": 0.5}),
        "utter_still_call action_add_to_alert"),
    "what is surely off the topic": (
        [REPORTED], Turn("off_topic", "the shop is shut by now", ranking={"off_topic": 0.95}), ""),
    "a question that is off the topic": (
        [REPORTED], Turn("off_topic", "is the shop shut now?", ranking={"off_topic": 0.5}), ""),
    "understood, to the question about signs": (
        [UNCLEAR], Turn("affirm", "okay I see that"), "utter_still_unclear"),
    "understood and yes, to the question about signs": (
        [UNCLEAR], Turn("affirm", "ok, yes I do"),
        "utter_report_sign action_escalate utter_can_you_call"),
    "got through to them": (
        [REPORTED], Turn("reached", "a nurse has spoken to me, bring her in now"),
        "utter_reached action_add_to_alert"),
    "got through, in words that are hard to read": (
        [REPORTED], Turn("off_topic", "they have a bed",
                         ranking={"off_topic": 0.3, "reached": 0.4}),
        "utter_reached action_add_to_alert"),
    "a machine was got through to": (
        [REPORTED], Turn("calling", "rang, just a recording"),
        "utter_cannot_reach action_add_to_alert"),
    "a second no": (
        [REPORTED, ("deny", "utter_call_no action_add_to_alert")], Turn("deny", "I said no"),
        "utter_call_no_again action_add_to_alert"),
    "a yes that is read as an unsure no": (
        [REPORTED], Turn("deny", "yes I have a phone, haven't I", ranking={"deny": 0.4}),
        "utter_call_yes action_add_to_alert"),
    "a yes that holds a no stays one": (
        [REPORTED], Turn("deny", "yes but not today", ranking={"deny": 0.4}),
        "utter_call_no action_add_to_alert"),
    "a yes after all": (
        [REPORTED, ("contact", "action_take_contact")], Turn("affirm", "yes I can"),
        "utter_call_yes action_add_to_alert"),
    "a number that was given is withdrawn": (
        [REPORTED, ("contact", "action_take_contact")],
        Turn("decline_contact", "he wants it struck out again"),
        "utter_decline_contact action_add_to_alert"),
    "a number that was never given": (
        [REPORTED], Turn("decline_contact", "you won't get one"), ""),
    "it is me after all": (
        [CAUSES], Turn("correct_person", "it's me with the chemo", patient="writer"),
        "utter_correct_person_self action_add_to_alert"),
    "it is somebody else after all is the rules'": (
        [REPORTED], Turn("correct_person", "it's my aunt with the chemo", patient="other",
                         ranking={"correct_person": 0.95}), ""),
    "surely about somebody else, though it reads like a question": (
        [REPORTED], Turn("correct_person", "should have said it's my aunt",
                         ranking={"correct_person": 0.95}), ""),
    "a carer's own cold": (
        [("ask_prevention", "utter_prevention")],
        Turn("report_unclear", "her brother has it and my nose runs", "ask", reporter="self",
             findings=frozenset({"unlisted present"}), patient="other"),
        "utter_prevention_sick_visitors utter_call_if_ill"),
    "a listed sign of a carer is looked at": (
        [], Turn("report_unclear", "I cough and she has it", "ask", reporter="self",
                 findings=frozenset({"unlisted present", "sign uncertain"}), patient="other"), ""),
    "a cold of whoever may be the patient is looked at": (
        [], Turn("report_unclear", "my nose runs", "ask", reporter="self",
                 findings=frozenset({"unlisted present"})), ""),
    "a sign that is asked about is no answer to the question about signs": (
        [UNCLEAR], Turn("report_unclear", "what is a chill then", "ask",
                        findings=frozenset({"sign uncertain"})), "utter_still_unclear"),
    "a temperature that no body has": (
        [], Turn("report_unclear", "it says 79.4", "ask", implausible=True),
        "utter_report_implausible"),
    "a temperature that no body has, after a report": (
        [REPORTED], Turn("report_unclear", "it says 79.4", "ask", implausible=True),
        "utter_still_call action_add_to_alert"),
    "a yes to the question about signs that an answer followed": (
        [("report_unclear", "utter_report_unclear utter_medicine_change")], Turn("affirm", "yes"),
        "utter_report_sign action_escalate utter_can_you_call"),
    "a question with a sign in it, surely asked: the advice, and its answer": (
        [], Turn("report_unclear", "did my words on the temp get to you", "ask",
                 ranking={"ask_alert_status": 0.97}, findings=frozenset({"sign uncertain"})),
        "utter_report_unclear action_alert_status"),
    "a child is told anew to tell a grown-up": (
        [("report_sign", "utter_report_sign action_escalate utter_tell_a_grown_up"),
         ("affirm", "utter_call_yes action_add_to_alert")],
        Turn("ask_how_fast", "I'm 13. must I get mum out of bed"),
        "utter_tell_a_grown_up utter_still_call action_add_to_alert"),
    "a child whose mother calls": (
        [("report_sign", "utter_report_sign action_escalate utter_tell_a_grown_up")],
        Turn("calling", "I'm 13, mum rings them"), "utter_call_yes action_add_to_alert"),
    "a mother of somebody grown up": (
        [REPORTED], Turn("ask_how_fast", "do I have to get mum up?"), ""),
    "why should I call": (
        [REPORTED], Turn("reluctant", "but why should I, I feel fine"),
        "utter_risk utter_still_call action_add_to_alert"),
    "why was the team told": (
        [REPORTED], Turn("ask_alert_status", "why did you message them"),
        "utter_why_alerted action_alert_status"),
    "a cause named after the causes, though a rule sees a complaint": (
        [CAUSES], Turn("report_unlisted", "and shingles?", "ask", doubt=0.01,
                       ranking={"ask_cause_lookup": 0.8}),
        "utter_cause_lookup utter_call_if_ill"),
    "a complaint after the causes is asked about": (
        [CAUSES], Turn("report_unlisted", "and shingles?", "ask", doubt=0.4,
                       ranking={"ask_cause_lookup": 0.8}), ""),
    "chat is no reason not to call where no call was spoken of": (
        [], Turn("reluctant", "long day, just sat down", ranking={"reluctant": 0.4,
                                                                  "off_topic": 0.3}),
        "utter_off_topic"),
    "a reason not to call, however early": (
        [], Turn("reluctant", "rather not", ranking={"reluctant": 0.8, "off_topic": 0.2}),
        "utter_reluctant action_add_to_alert"),
    "whether the team was told is the rules'": (
        [REPORTED], Turn("ask_alert_status", "did you message them"), ""),
    "a reading misread beside another sign": (
        [("report_sign", "utter_report_sign action_escalate")],
        Turn("correct_mistake", "37.1 it says, not 39", reading=True), ""),
    "which signs are there": (
        [REPORTED], Turn("ask_signs_complete", "which other signs are there"), "utter_signs"),
    "are these all the signs": (
        [SIGNS], Turn("ask_signs_complete", "which other signs are there"), ""),
    "the most serious of the signs": (
        [SIGNS], Turn("off_topic", "which is the most serious"),
        "utter_not_ranked utter_when_to_call"),
    "the most important of the measures": (
        [("ask_prevention", "utter_prevention")],
        Turn("ask_prevention_vaccines", "and what is the most important"), "utter_not_ranked"),
    "the most serious, of nothing": ([], Turn("off_topic", "which is the most serious"), ""),
    "a lower reading after a report": (
        [REPORTED], Turn("report_below_level", "37.2 now", "ask", reading=True),
        "utter_still_call action_add_to_alert"),
    "a lower reading where nothing was reported is the rules'": (
        [], Turn("report_below_level", "37.2 now", "ask", reading=True), ""),
    "a no to further signs, after a report": (
        [REPORTED, ("report_below_level", "utter_report_below_level")], Turn("deny", "no"),
        "utter_better_now action_add_to_alert"),
    "a denial after a report": (
        [REPORTED], Turn("report_denied", "no, she is fine, honest"),
        "utter_better_now action_add_to_alert"),
    "a question is no mistake": (
        [REPORTED], Turn("correct_mistake", "so what has he got wrong?",
                         ranking={"correct_mistake": 0.8}),
        "utter_still_call action_add_to_alert"),
    "what is hardly a mistake": (
        [REPORTED], Turn("correct_mistake", "the dial", ranking={"correct_mistake": 0.4}),
        "utter_still_call action_add_to_alert"),
    "what is surely a mistake is the rules'": (
        [REPORTED], Turn("correct_mistake", "I misread it", ranking={"correct_mistake": 0.9}), ""),
    "unwell, after a lower reading": (
        [("report_below_level", "utter_report_below_level")],
        Turn("report_unclear", "but I feel rough", "ask", findings=frozenset({"distress present"})),
        "utter_report_sign action_escalate utter_can_you_call"),
    "the emergency line beside the advice": (
        [], Turn("report_sign", "out of breath", "escalate", signs=("shortness_of_breath",)),
        "utter_report_sign action_escalate utter_if_emergency utter_can_you_call"),
    "what sounds like a reason not to call, where no call was spoken of": (
        [("ask_prevention", "utter_prevention")],
        Turn("reluctant", "it's a small parish",
             ranking={"reluctant": 0.7, "ask_prevention_crowds": 0.2}),
        "utter_prevention_crowds"),
    "a child is told to tell a grown-up": (
        [("greet", "utter_greet")],
        Turn("report_sign", "I'm 9 and my throat is sore", "escalate"),
        "utter_report_sign action_escalate utter_tell_a_grown_up utter_can_you_call"),
    "a child is told so once": (
        [("report_sign", "utter_report_sign action_escalate utter_tell_a_grown_up")],
        Turn("report_sign", "im 9, and now I threw up", "escalate"), ""),
    "nine days are no age": (
        [], Turn("report_sign", "I'm 9 days past chemo with a fever", "escalate"), ""),
    "a crisis of a child asks nothing else": (
        [], Turn("report_crisis", "im 12 and I want to die", "crisis"), ""),
    "a reason not to call, after an answer about calling": (
        [("ask_when_to_call", "utter_when_to_call")],
        Turn("reluctant", "I'd rather not bother them",
             ranking={"reluctant": 0.7, "ask_how_fast": 0.2}),
        "utter_reluctant action_add_to_alert"),
    "a yes to the thanks for it is small talk": (
        [REPORTED, ("affirm", "utter_call_yes action_add_to_alert")], Turn("affirm", "ok"), ""),
    "a yes to the call line after an answer": (
        [("report_unclear", "utter_causes_cancer utter_call_if_ill")], Turn("affirm", "yes"),
        "utter_report_unclear"),
    "a yes to the question about signs, asked after a report": (
        [REPORTED, UNCLEAR], Turn("affirm", "yes"),
        "utter_report_sign action_escalate utter_can_you_call"),
    "a yes to the question about signs": (
        [UNCLEAR], Turn("affirm", "yes"), "utter_report_sign action_escalate utter_can_you_call"),
    "a yes in other words to the question about signs": (
        [UNCLEAR], Turn("report_unclear", "Yes, I'm afraid so", "ask"),
        "utter_report_sign action_escalate utter_can_you_call"),
    "a number that is a fever, to the question about signs": (
        [UNCLEAR], Turn("off_topic", "took my aunt's out of its case, 103", fever_if_asked=True),
        "utter_report_sign action_escalate utter_can_you_call"),
    "a number to call back, to the question about signs": (
        [UNCLEAR], Turn("affirm", "my number is 646 555 0306", phone_number=True),
        "action_take_contact"),
    "is that the whole list of causes": (
        [CAUSES], Turn("follow_up_more", "so is that the whole list?"), "utter_causes_complete"),
    "is that all of the signs": (
        [SIGNS], Turn("follow_up_more", "is that the lot"), "utter_signs_complete"),
    "a number that is none": (
        [UNCLEAR], Turn("off_topic", "I live at number 12"), ""),
    "a number that is a fever, after a report": (
        [REPORTED], Turn("off_topic", "took my aunt's out of its case, 103", fever_if_asked=True),
        "utter_report_sign action_escalate"),
    "a number that is a fever, where nothing was asked": (
        [], Turn("off_topic", "took my aunt's out of its case, 103", fever_if_asked=True), ""),
    "a question with a number that would be a fever": (
        [UNCLEAR], Turn("off_topic", "should I have rung at 103 then?", fever_if_asked=True), ""),
    "a yes that asks back is none": (
        [UNCLEAR], Turn("report_unclear", "yes but which ones are they?", "ask"),
        "utter_still_unclear"),
    "somebody else calls in some hours": (
        [REPORTED], Turn("calling", "our lad will be back at five, he can phone"),
        "utter_reluctant action_add_to_alert"),
    "somebody else calls now": (
        [REPORTED], Turn("calling", "our lad can phone them"),
        "utter_call_yes action_add_to_alert"),
    "who called and is seen later": (
        [REPORTED], Turn("calling", "rang them, they will see me at five"),
        "utter_call_yes action_add_to_alert"),
    "nobody answers, and now": (
        [REPORTED], Turn("follow_up_now", "line's dead again so what now",
        ranking={"follow_up_now": 0.6, "cannot_reach": 0.3}),
        "utter_cannot_reach action_add_to_alert"),
    "nobody answers, said before the question": (
        [REPORTED], Turn("follow_up_now", "engaged again. so what do I do",
        ranking={"follow_up_now": 0.9}), "utter_cannot_reach action_add_to_alert"),
    "is that all of them, after an answer about causes": (
        [CAUSES], Turn("ask_signs_complete", "and those are all the germs that exist?"),
        "utter_causes_complete"),
    "is it all of the signs, after an answer about causes": (
        [CAUSES], Turn("ask_signs_complete", "do you tell me every sign there?"), ""),
    "is a list full that was taken for a look-up": (
        [CAUSES], Turn("ask_sign_lookup", "Are your signs of infection complete?"),
        "utter_signs_complete"),
    "why, to the advice to call": (
        [CAUSES, REPORTED], Turn("follow_up_why", "what for, it is just my belly"),
        "utter_risk utter_still_call"),
    "cannot speak, in words that leave doubt": (
        [REPORTED], Turn("report_unclear", "cannot speak, there are customers", "ask",
        ranking={"deny": 0.7}), "utter_call_no action_add_to_alert"),
    "a call at noon": (
        [REPORTED], Turn("calling", "I guess I could ring at lunchtime"),
        "utter_reluctant action_add_to_alert"),
    "which ones, of what has no parts": (
        [("ask_causes_vitamins", "utter_causes_vitamins")], Turn("follow_up_more", "which ones?"),
        "utter_causes_vitamins"),
    "an answer that was not asked for": (
        [CAUSES], Turn("correct_mistake", "I asked you something else"), "utter_not_helped"),
    "what was said to try it out is taken back": (
        [CAUSES], Turn("correct_mistake", "forget it, that was a try"), ""),
    "a reading taken back after an answer": (
        [CAUSES], Turn("correct_mistake", "I asked with 36.4 in my hand", reading=True), ""),
    "a question behind one more thing": (
        [CAUSES], Turn("follow_up_more", "One last thing. Masks, do they help?",
        ranking={"follow_up_more": 0.5}, questions=("ask_prevention_mask",)),
        "utter_prevention_mask"),
    "a no to the call after a number was taken": (
        [REPORTED, ("affirm", "action_take_contact")], Turn("deny", "I said no"),
        "utter_call_no action_add_to_alert"),
    "a number to the question about signs": (
        [UNCLEAR], Turn("answer_fever_number", "101", "ask"),
        "utter_report_sign action_escalate utter_can_you_call"),
    "doubt about signs": ([UNCLEAR], Turn("not_sure", "hm"), "utter_still_unclear"),
    "a few words after an answer lean on it, and the call line follows": (
        [CAUSES], Turn("report_unclear", "in the gut?", "ask",
        ranking={"ask_causes_infections": 0.3}, doubt=0.2),
        "utter_causes_infections utter_call_if_ill"),
    "more, though it may be something": (
        [CAUSES], Turn("report_unclear", "go on", "ask", ranking={"follow_up_more": 0.6},
        doubt=0.2), "utter_causes_cancer utter_call_if_ill"),
    "in doubt the question about signs comes first": (
        [CAUSES], Turn("report_unclear", "in the gut?", "ask",
        ranking={"ask_causes_infections": 0.3}, doubt=0.3), ""),
    "what is not weighed is in doubt": (
        [CAUSES], Turn("report_unclear", "in the gut?", "ask",
        ranking={"ask_causes_infections": 0.3}), ""),
    "a few words with a sign in them are looked at": (
        [CAUSES], Turn("report_unclear", "a cough", "ask", ranking={"ask_causes": 0.3},
        kinds=("sign",), doubt=0.1), ""),
    "a few words after a report are no follow-up": (
        [REPORTED, CAUSES], Turn("report_unclear", "in the gut?", "ask",
        ranking={"ask_causes_infections": 0.3}, doubt=0.1),
        "utter_still_call action_add_to_alert"),
    "what may be another report, and is likelier an answer, is one with the call after it": (
        [REPORTED], Turn("report_emergency", "he won't pick up", "emergency", chance=0.4,
                         ranking={"report_emergency": 0.4, "cannot_reach": 0.5}),
        "utter_cannot_reach action_add_to_alert utter_still_call utter_if_emergency"),
    "where no answer is likely it goes to the nurse, and the call stands": (
        [REPORTED], Turn("report_sign", "the blue one", "escalate", chance=0.4,
                         ranking={"report_sign": 0.4, "off_topic": 0.5}),
        "action_add_to_alert utter_still_call"),
    "what names an emergency is one": (
        [REPORTED], Turn("report_emergency", "he won't wake", "emergency", chance=0.4,
                         ranking={"report_emergency": 0.4, "cannot_reach": 0.5},
                         findings=frozenset({"emergency uncertain"})), ""),
    "what is surely a report is one": (
        [REPORTED], Turn("report_sign", "the bowl again", "escalate", chance=0.7,
                         ranking={"report_sign": 0.4, "cannot_reach": 0.5}), ""),
    "what could be a crisis, and likelier is reluctance, gets the crisis line": (
        [REPORTED], Turn("report_crisis", "I am done", "crisis", chance=0.3,
                         ranking={"report_crisis": 1.0, "reluctant": 0.6}),
        "utter_reluctant action_add_to_alert utter_if_crisis"),
    "a crisis without a report before it is never doubted": (
        [], Turn("report_crisis", "I am done", "crisis", chance=0.3,
                 ranking={"report_crisis": 1.0, "reluctant": 0.6}), ""),
    "a crisis that is named is never doubted": (
        [REPORTED], Turn("report_crisis", "I want to die", "crisis", chance=0.3,
                         findings=frozenset({"crisis present"}),
                         ranking={"report_crisis": 1.0, "reluctant": 0.6}), ""),
    "a likely crisis is never doubted": (
        [REPORTED], Turn("report_crisis", "I am done", "crisis", chance=0.8,
                         ranking={"report_crisis": 1.0, "reluctant": 0.6}), ""),
    "before a report nothing is doubted": (
        [CAUSES], Turn("report_sign", "he won't pick up", "escalate", chance=0.4,
                       ranking={"cannot_reach": 0.6}), ""),
    "a sign asked about after signs, though it may be there": (
        [SIGNS], Turn("report_sign", "diarrhea too?", "escalate", kinds=("sign",), chance=0.3,
                      ranking={"ask_sign_lookup": 0.9}),
        "utter_sign_lookup utter_call_if_ill"),
    "the same with a greater chance is a report": (
        [SIGNS], Turn("report_sign", "diarrhea too?", "escalate", kinds=("sign",), chance=0.6,
                      ranking={"ask_sign_lookup": 0.9}), ""),
    "a sign surely asked about": (
        [CAUSES], Turn("report_unclear", "ok and a stiff neck is on it too?", "ask",
                       kinds=("sign",), chance=0.05, ranking={"ask_sign_lookup": 0.95}),
        "utter_sign_lookup utter_call_if_ill"),
    "unclear twice": ([UNCLEAR], Turn("report_unclear", "off", "ask"), "utter_still_unclear"),
    "the first reluctance": ([REPORTED], Turn("reluctant", "x"),
        "utter_reluctant action_add_to_alert"),
    "the second": ([REPORTED, ("reluctant", "utter_reluctant")], Turn("reluctant", "x"),
        "utter_reluctant_again action_add_to_alert"),
    "the third and all others": (
        [REPORTED, ("reluctant", "utter_reluctant"), ("reluctant", "utter_reluctant_again"),
         ("reluctant", "utter_reluctant_enough")], Turn("reluctant", "x"),
        "utter_reluctant_enough action_add_to_alert"),
    "a reason not to call in other words": (
        [REPORTED], Turn("report_unclear", "it is night", "ask", ranking={"reluctant": 0.2}),
        "utter_reluctant action_add_to_alert"),
    "a bill is a reason not to call, while the call is spoken of": (
        [REPORTED], Turn("not_covered_admin", "i cannot afford another bill"),
        "utter_reluctant action_add_to_alert"),
    "a question without its mark is one": (
        [REPORTED], Turn("ask_how_fast", "how quickly would I have to call"), ""),
    "a question about a bill is a question": (
        [REPORTED], Turn("not_covered_admin", "what does it cost?"), ""),
    "an answer to the advice whose words leave doubt goes to the nurse with the alert": (
        [REPORTED], Turn("report_unclear", "he is ok now, the neck let go", "ask",
                         ranking={"better_now": 0.7}, findings=frozenset({"sign uncertain"})),
        "utter_better_now action_add_to_alert"),
    "two answers to the advice that are likely together": (
        [REPORTED], Turn("report_unclear", "false alarm, it was the tea", "ask",
                         ranking={"correct_mistake": 0.35, "better_now": 0.3}),
        "utter_correct_mistake action_add_to_alert"),
    "and a number read wrongly is taken back": (
        [REPORTED], Turn("report_below_level", "upside down, it says 36.8", "ask",
                         ranking={"correct_mistake": 0.9}),
        "utter_correct_mistake action_add_to_alert utter_report_below_level"),
    "a sign in an answer to the advice is looked at": (
        [REPORTED], Turn("report_unclear", "calling, and now a cough", "ask",
                         ranking={"calling": 0.9}, findings=frozenset({"sign present"})), ""),
    "before a report the same words are asked about": (
        [CAUSES], Turn("report_unclear", "ok now", "ask", ranking={"better_now": 0.9}), ""),
    "hardly more than a good-bye gets one, and the call line": (
        [CAUSES], Turn("report_unclear", "that will be all", "ask",
                       ranking={"goodbye": 0.4, "thank": 0.2}, doubt=0.1),
        "utter_goodbye utter_call_if_ill"),
    "a good-bye that may be more is asked about": (
        [CAUSES], Turn("report_unclear", "that will be all", "ask",
                       ranking={"goodbye": 0.4, "thank": 0.2}, doubt=0.3), ""),
    "called, and a question: both": (
        [REPORTED], Turn("calling", "they want me. crowds?",
                         questions=("ask_prevention_crowds",)),
        "utter_call_yes action_add_to_alert utter_prevention_crowds"),
    "better, and a question: both": (
        [REPORTED, CAUSES], Turn("better_now", "gone. why?", questions=("ask_risk",)),
        "utter_better_now action_add_to_alert utter_risk"),
    "a riddle with a sign is no reason": (
        [REPORTED], Turn("report_unclear", "cough", "ask", ranking={"reluctant": 0.2},
                         kinds=("sign",)), ""),
    "a number to call back": (
        [REPORTED], Turn("off_topic", "555 0142 00", phone_number=True), "action_take_contact"),
    "a number is no reason not to call, whatever its words are like": (
        [REPORTED], Turn("not_covered_admin", "fat fingers. 086 012 3345", phone_number=True),
        "action_take_contact"),
    "a number that lacks digits is asked for again": (
        [REPORTED], Turn("reluctant", "my number is 086 12"), "action_take_contact"),
    "without a report a few digits are none": ([], Turn("off_topic", "5550"), ""),
    "what to do about an old sign was said with it": (
        [("report_past", "utter_report_past")],
        Turn("ask_privacy", "do i even mention it?", ranking={"ask_privacy": 0.3}),
        "utter_report_past"),
    "another question after an old sign is answered": (
        [("report_past", "utter_report_past")],
        Turn("ask_privacy", "who can read this?", ranking={"ask_privacy": 0.9}), ""),
    "after a report a bare reading is another one": (
        [REPORTED], Turn("answer_fever_number", "39 now", "ask", reading=True),
        "utter_report_sign action_escalate"),
    "after a report a reading that is asked about is none": (
        [REPORTED], Turn("report_unclear", "is 38 high?", "ask", reading=True), ""),
    "a question with a number in it is a question": (
        [], Turn("ask_clinic_contact", "is 555 0142 00 yours?", phone_number=True), ""),
    "what now, after a report": ([REPORTED], Turn("follow_up_now", "and now?", "ask"),
        "utter_still_call"),
    "what now, before one": ([CAUSES], Turn("follow_up_now", "and now?", "ask"), ""),
    "is that really one, of what was reported": (
        [REPORTED], Turn("follow_up_that", "is that really one?"), "utter_signs"),
    "is that one, of nothing": ([], Turn("follow_up_that", "is that one?"), "utter_which_topic"),
    "an illness at home while the call is spoken of is no excuse where it is asked about": (
        [REPORTED], Turn("ask_prevention_sick_visitors",
                         "I'm the one on chemo. should I stay away from her"), ""),
    "an illness at home as an excuse": (
        [REPORTED], Turn("ask_prevention_sick_visitors", "my daughter is in bed with the flu"),
        "utter_reluctant action_add_to_alert"),
    "more of nothing": ([], Turn("follow_up_more", "more"), "utter_which_topic"),
    "nothing more": ([("ask_benign", "utter_benign")], Turn("follow_up_more", "more"),
        "utter_no_more"),
    "the same for another": ([CAUSES], Turn("follow_up_person", "for him"), "utter_causes"),
    "another person after a report": ([REPORTED], Turn("follow_up_person", "and him?"),
        "utter_still_call"),
    "another person after something unclear": ([UNCLEAR], Turn("follow_up_person", "and him?"),
        "utter_still_unclear"),
    "two questions": ([], Turn("ask_causes", "?", questions=("ask_risk", "ask_causes")),
        "utter_risk utter_causes"),
    "the same question twice": ([], Turn("ask_causes", "?", questions=("ask_causes",) * 2), ""),
    "a greeting with a question": ([], Turn("greet", "hi", questions=("ask_risk",)), "utter_risk"),
    "not understood twice": ([("nlu_fallback", "utter_not_understood")], Turn("gibberish", "x"),
        "utter_not_understood_again"),
    "the third answer": ([CAUSES, RISK], Turn("ask_signs", "?"), f"utter_signs {HELPED}"),
    "the fourth answer": ([CAUSES, RISK, ("ask_signs", f"utter_signs {HELPED}")],
        Turn("ask_risk", "?"), ""),
    "the third answer after a report": ([REPORTED, CAUSES, RISK], Turn("ask_signs", "?"), ""),
    "it helped": ([("ask_signs", f"utter_signs {HELPED}")], Turn("affirm", "yes"),
        "utter_helped action_store_feedback"),
    "perhaps a question: advice, the question back, the answer": (
        [], Turn("report_unclear", "should he stop it", "ask",
                 ranking={"ask_medicine_change": 0.8}),
        "utter_report_unclear utter_medicine_change"),
    "a sign is never taken for a question": (
        [], Turn("report_unclear", "x", "ask", ranking={"ask_causes": 0.8},
                 findings=frozenset({"sign uncertain"})), ""),
    "perhaps a denial, after the question about signs": (
        [UNCLEAR], Turn("report_unclear", "only my nerves", "ask",
                        ranking={"report_denied": 0.9}), "utter_report_denied"),
    "a sign beside a denial is looked at": (
        [UNCLEAR], Turn("report_unclear", "x", "ask", ranking={"report_denied": 0.9},
                        findings=frozenset({"sign uncertain"})), "utter_still_unclear"),
    "a sign named in answer to the question is a report": (
        [UNCLEAR], Turn("report_unclear", "a cough", "ask",
                        findings=frozenset({"sign uncertain"})),
        "utter_report_sign action_escalate utter_can_you_call"),
    "worse in answer to the question is a report": (
        [UNCLEAR], Turn("report_unclear", "worse", "ask", findings=WORSE),
        "utter_report_sign action_escalate utter_can_you_call"),
    "a number in an unclear message, after a report": (
        [REPORTED], Turn("report_unclear", "555 204 7781", "ask", phone_number=True),
        "action_take_contact"),
    "a number in an unclear message, before one": (
        [], Turn("report_unclear", "555 204 7781", "ask", phone_number=True), ""),
    "an unlisted complaint as a question after a look-up": (
        [("ask_sign_lookup", "utter_sign_lookup")],
        Turn("report_unlisted", "runny nose?", "ask"), "utter_sign_lookup"),
    "a bare sign after a look-up of signs": (
        [("ask_sign_lookup", "utter_sign_lookup")],
        Turn("report_unclear", "and a cough?", "ask", kinds=("sign",)), "utter_sign_lookup"),
    "a bare sign after anything else": (
        [CAUSES], Turn("report_unclear", "and a cough?", "ask", kinds=("sign",)), ""),
}  # fmt: skip


def test_a_reading_misread_leaves_another_sign_as_it_is(topics: Topics) -> None:
    told = Turn("report_sign", "38.4", "escalate", signs=("fever",), actions=(ESCALATED,))
    misread = Turn("correct_mistake", "37.1 it says, not 38.4", reading=True)
    assert plan(Thread([told], misread), topics) == ()
    told = replace(told, signs=("fever", "cough"))
    assert plan(Thread([told], misread), topics) == ("utter_still_call", "action_add_to_alert")


@pytest.mark.parametrize("name", CASES)
def test_what_is_planned(thread: Said, topics: Topics, name: str) -> None:
    before, latest, actions = CASES[name]
    assert plan(thread(*before, latest=latest), topics) == tuple(actions.split())

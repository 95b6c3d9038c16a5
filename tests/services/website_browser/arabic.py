"""A clinic with Arabic words: all that docs/embedding.md lets it set, on the page and the tag."""

from __future__ import annotations

from typing import Any

NUMBER = "+1 (555) 010-0199"
OPEN, CLOSE, SEND, REMOVE = "اسأل نيا", "أغلق المحادثة", "إرسال", "احذف محادثتي"
CALL, ADVICE = "اتصل على {number}", "إذا كانت لديك حمى أو علامة أخرى على العدوى، فاتصل بطبيبك فورًا."
WORDS = {
    "lang": "ar",
    "dir": "rtl",
    "title": "نيا",
    "log": "المحادثة مع نيا",
    "nia": "نيا",
    "person": "أنت",
    "said": "تقول نيا:",
    "greeting": "مرحبًا، أنا نيا. ماذا تريد أن تعرف عن قلة العدلات؟",
    "starter1": "ما هي قلة العدلات؟",
    "starter2": "ما الذي قد يسببها؟",
    "starter3": "متى يجب أن أتصل بطبيبي؟",
    "privacy": "إشعار الخصوصية",
    "call": CALL,
    "message": "رسالتك",
    "send": SEND,
    "sending": "جارٍ الإرسال…",
    "sent": "أُرسلت",
    "waiting": "لم تُرسل بعد. هي محفوظة هنا وستُرسل لاحقًا.",
    "failed": "لم تُرسل.",
    "retry": "حاول الآن",
    "edit": "عدّلها",
    "choices": "إجابات للاختيار",
    "typing": "نيا تكتب",
    "lost": "لا يوجد اتصال الآن. تتم المحاولة مجددًا…",
    "newer": "رسالة جديدة في الأسفل",
    "remove": REMOVE,
    "removeTitle": "هل تريد حذف هذه المحادثة؟",
    "removeText": "يُحذف كل ما كُتب هنا. ما أُرسل إلى فريق الرعاية يبقى لديهم.",
    "removeYes": "احذفها",
    "removeNo": "احتفظ بها",
    "removeFailed": "تعذّر حذفها الآن. حاول مرة أخرى لاحقًا.",
    "removed": "حُذفت محادثتك.",
    "ended": "انتهت المحادثة السابقة. تبدأ هنا محادثة جديدة.",
}
ON_THE_TAG: dict[str, Any] = {
    "lang": "ar",
    "dir": "rtl",
    "name": "عيادة شارع البلوط",
    "phone": NUMBER,
    "advice": ADVICE,
    "text-open": OPEN,
    "text-title": "نيا",
    "text-close": CLOSE,
    "text-frame": "محادثة مع نيا",
    "text-unread": "{count} جديدة",
    "text-call": CALL,
    "text-loading": "تُفتح المحادثة…",
    "text-gone": "تعذّر الوصول إلى المحادثة. لا تنتظرها.",
    "text-again": "حاول مرة أخرى",
}

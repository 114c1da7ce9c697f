"""What the handling of cases joins in other rooms: desks, books, reports, search, one-time links, the worker."""


def register() -> None:
    """Called once, when the app is ready."""
    from lantoa.feedback import answering, asking, desk_waiting, publishing, report_figures
    from lantoa.feedback.models import Answer
    from lantoa.jobs import daily
    from lantoa.ledger import keepers, next_steps
    from lantoa.review import linkable, waiting

    publishing.register()
    report_figures.register()
    waiting.providers.append(desk_waiting.waiting)
    next_steps.list_providers.append(desk_waiting.steps_of)
    keepers.providers.append(desk_waiting.keeper_of)
    daily.register("feedback-lapsed-questions", hour=1, run=asking.resume_lapsed)
    linkable.register(
        Answer,
        linkable.Linkable(
            noun="thư trả lời phản ánh",
            template="feedback/_answer_link.html",
            context=answering.link_context,
            approve=answering.approve,
            send_back=answering.send_back,
        ),
    )

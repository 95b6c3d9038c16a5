"""The project's RulePolicy by itself, trained in seconds, without understanding or a model."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.graph_components.providers.training_tracker_provider import TrainingTrackerProvider
from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter

from bot.yaml_file import read_yaml_file

NAME = "RulePolicy"


def rule_policy(root: Path, rules: Path | None = None) -> tuple[RulePolicy, Domain]:
    """Train the RulePolicy of config.yml on ``rules`` (data/rules by default).

    Returns it with the domain; the responses are part of the domain, as in the model.
    """
    domain = RasaFileImporter(
        domain_path=str(root / "domain.yml"),
        training_data_paths=[str(root / "data" / "responses")],
    ).get_domain()
    responses = Domain.load(
        [
            str(path)
            for path in sorted((root / "data/responses").glob("*.yml"))
            if "responses:" in path.read_text(encoding="utf-8")
        ]
    )
    domain = domain.merge(responses)
    stories = RasaFileImporter(
        domain_path=str(root / "domain.yml"),
        training_data_paths=[str(rules or root / "data" / "rules")],
    ).get_stories()
    context = ExecutionContext(GraphSchema({}))
    with TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        resource = Resource(NAME)
        provider = TrainingTrackerProvider.create(
            {**TrainingTrackerProvider.get_default_config(), "augmentation_factor": 0},
            storage,
            resource,
            context,
        )
        trackers = provider.provide(stories, domain)
        config = {**RulePolicy.get_default_config(), **_config(root)}
        policy = RulePolicy.create(config, storage, resource, context)
        policy.train(trackers, domain)
    return policy, domain


def _config(root: Path) -> dict[str, object]:
    policies = read_yaml_file(root / "config.yml")["policies"]
    return {k: v for p in policies if p["name"] == NAME for k, v in p.items() if k != "name"}

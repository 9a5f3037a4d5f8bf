"""What sessions have in common, each text once by its digest: blueprints and material."""

from examcli.exam.blueprint import Blueprint, restored
from examcli.exam.material import Material
from examcli.store.connection import Connection

BLUEPRINT = "SELECT document FROM blueprints WHERE digest = :digest"
MATERIAL = "SELECT document FROM materials WHERE digest = :digest"
TITLES = """
SELECT digest, json_extract(document, '$.title') AS title
FROM (SELECT * FROM blueprints WHERE json_valid(document))
"""


class DocumentRows:
    """The tables of blueprints and materials."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_blueprint(self, blueprint: Blueprint) -> None:
        """Keep a blueprint as it is now."""
        document = blueprint.model_dump_json()
        row: dict[str, object] = {"digest": blueprint.digest, "name": blueprint.id}
        self._connection.insert_once("blueprints", row | {"document": document})

    def add_material(self, material: Material) -> None:
        """Keep an instructor's text."""
        row: dict[str, object] = {"digest": material.digest, "document": material.as_json()}
        self._connection.insert_once("materials", row)

    def blueprint(self, digest: str) -> Blueprint:
        """A blueprint as it was kept."""
        rows = self._connection.rows(BLUEPRINT, {"digest": digest})
        with self._connection.intact():
            return restored(rows[0]["document"])

    def material(self, digest: str) -> Material:
        """An instructor's text as it was kept."""
        rows = self._connection.rows(MATERIAL, {"digest": digest})
        with self._connection.intact():
            return Material.from_json(rows[0]["document"])

    def titles(self) -> dict[str, str]:
        """Titles of blueprints by digest, as far as they can be read."""
        return {row["digest"]: row["title"] or "" for row in self._connection.rows(TITLES, {})}

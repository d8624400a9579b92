"""YAML as people edit it: a key written twice is a mistake, and must not silently undo the first."""

import yaml


class StrictLoader(yaml.SafeLoader):
    """PyYAML's safe loader, which raises ConstructorError, with the place, on a key that is there twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        """Return the mapping of ``node``."""
        written: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in written:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} is there twice", key.start_mark
                )
            written.add(key.value)
        return super().construct_mapping(node, deep)

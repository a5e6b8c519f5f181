"""What all nouns of the model share: frozen, and nothing unknown accepted."""

from pydantic import BaseModel, ConfigDict


class ModelBase(BaseModel):
    """A frozen value of the model."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

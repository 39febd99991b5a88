"""The records of the data set: frozen, strict, every field described."""

from rezekne_twins.models import record as _record
from rezekne_twins.models.about import *
from rezekne_twins.models.acts import *
from rezekne_twins.models.base import *
from rezekne_twins.models.doings import *
from rezekne_twins.models.partnerships import *
from rezekne_twins.models.record import *
from rezekne_twins.models.registers import *
from rezekne_twins.models.sources import *
from rezekne_twins.models.things import *
from rezekne_twins.models.words import *

_record.building = False

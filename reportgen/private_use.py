"""Private-use characters that travel inside texts, each with what it means. What a pack or a template holds is never one of them.

A mark and its end stand around a number or a name. Marks of one kind never reach a text where those of another are read.
"""

EVERY = "\ue000-\uf8ff"  # for sets of characters in regular expressions
OURS = "\ue000-\ue0ff"

FACT, FACT_MIDDLE, FACT_END = "\ue000", "\ue001", "\ue002"  # kind and id of a fact or reference, then its text
CAUGHT_FACT = "\ue003"  # on both sides of the number of a fact, in the text of a block
CODE, CODE_END = "\ue010", "\ue011"  # the number of what stands in the place of a tag, while a part is compiled
NUMBER_IN_WORDS = "\ue010"  # a number, in a text that is searched for words
POINT, POINT_END = "\ue020", "\ue021"  # the number of a fact that is shown here, while a part is written
GRID = "\ue022"  # on both sides of a width: the grid of a table whose cells are repeated
SCOPE, STOP, SCOPE_END = "\ue024", "\ue025", "\ue026\ue025"  # the round of a block, whose ids are new
VALUE, VALUE_END = "\ue027", "\ue028"  # an id that is new in each round
NOTE, NOTE_HEAD, NOTE_END = "\ue029", "\ue02a", "\ue02b\ue025"  # a note that is lifted out of the text
LATER, LATER_END = "\ue02c", "\ue02d"  # the name of a bookmark whose text is known at the end
OF_WRITERS = "\ue020-\ue02f"
CHART_TAG, CHART_TAG_END = "\ue030", "\ue031"  # the number of a tag, in texts of a chart
HELD, HELD_END = "\ue0f0", "\ue0f1"  # the number of a tag, in a text from which words are taken
MASKS = "\ue100-\ue8ff"  # a tag that stands for a number or a word, in a text that is mended

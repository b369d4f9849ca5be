"""The table of rules: the code of a finding, the function that finds it, what it finds. Look a code up here.

What people read is in `locale/messages.*.json`, under the code; an example of each is in `code_examples.yml`.
Where a rule is declared as data, the note says where: `records/` declares conditions between keys (`needs("E401", …)`),
which `conditions` checks; `rule_data.json` holds the patterns. A test holds the table true.
The first letter of a code is its weight: E stops publication, W does not, H only suggests.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `finder` is the dotted name, inside `generator`, of the function (of the module, for reading)."""

    code: str
    finder: str
    finds: str
    """What is wrong, for who maintains the rule."""


READING: Final = (
    Rule("E001", "reading.folder", "bytes that are not UTF-8"),
    Rule("E002", "reading.folder", "a file too large"),
    Rule("E003", "reading.folder", "a character that nobody sees"),
    Rule("E003", "reading.yaml_reader", "a character that nobody sees, written with an escape"),
    Rule("E004", "reading.syntax", "a syntax error that no other code explains"),
    Rule("E005", "reading.syntax", "a tab used as indentation"),
    Rule("E006", "reading.syntax", "a line that is not aligned"),
    Rule("E007", "reading.syntax", "a key without its colon"),
    Rule("E008", "reading.syntax", "a quotation that is not closed"),
    Rule("E009", "reading.syntax", "a bracket that is not closed"),
    Rule("E010", "reading.syntax", "a colon inside a text"),
    Rule("E011", "reading.syntax", "a text that begins with a special character"),
    Rule("E012", "reading.syntax", "a backslash between double quotes"),
    Rule("E013", "reading.yaml_reader", "an anchor or an alias"),
    Rule("E014", "reading.yaml_reader", "a tag (`!!str`)"),
    Rule("E015", "reading.yaml_reader", "a merge key (`<<`)"),
    Rule("E016", "reading.yaml_reader", "a second document"),
    Rule("E017", "reading.yaml_reader", "too many levels"),
    Rule("E018", "reading.yaml_reader", "a key written twice"),
    Rule("E019", "reading.folder", "a file without entries"),
    Rule("E020", "reading.yaml_reader", "a key that is a list or a mapping"),
    Rule("E021", "reading.folder", "a symbolic link"),
    Rule("E022", "reading.folder", "a file that is not read: its ending is another"),
    Rule("W022", "reading.folder", "a record in a folder that is not read"),
    Rule("E023", "reading.folder", "a file name that cannot be an address"),
    Rule("E024", "checking.kind_meant", "a network among the organisations, or the other way round"),
    Rule("E025", "reading.story", "a story without front matter"),
    Rule("E026", "reading.syntax", "a line of text where a key should be"),
    Rule("E027", "reading.syntax", "a comma missing between brackets"),
    Rule("E028", "reading.syntax", "text after a closed bracket"),
    Rule("E029", "reading.syntax", "text on the line of `|`"),
    Rule("E030", "reading.syntax", "no space after a colon"),
    Rule("E031", "reading.syntax", "a list written with another sign than `-`"),
    Rule("E032", "reading.folder", "a file name that addresses of the site need"),
    Rule("E033", "reading.yaml_reader", "a list or a mapping of thousands of entries"),
    Rule("E034", "reading.folder", "the sign of a letter that was lost (U+FFFD)"),
    Rule("E035", "reading.folder", "a file of the pages or of the theme whose name cannot be read everywhere"),
    Rule("E036", "reading.folder", "folders in folders, more than anybody walks"),
    Rule("E037", "reading.folder", "a name that Windows keeps for itself"),
    Rule("E038", "reading.syntax.conflict", "the marks of two versions that Git could not join"),
    Rule("E039", "reading.syntax.hard_space", "a hard space where a plain one goes"),
    Rule("E041", "checking.misplaced_keys.unindented", "entries beside the one they belong to"),
    Rule("E135", "checking.misplaced_keys.retired_keys", "a key that a former version had (records/retired_keys.json)"),
    Rule("W119", "reading.syntax.curly_quotes", "a text between curly quotes"),
    Rule("E050", "reading.folder", "a pipe, a socket or a device among the files"),
    Rule("W032", "reading.yaml_reader", "a text cut by `#`"),
)
"""A file by itself, before it is a record."""

OF_ONE_RECORD: Final = (
    Rule("E101", "checking.shape.Walk.unknown_key", "a key that does not exist"),
    Rule("E102", "checking.shape.Walk.missing_key", "a mandatory key that is missing"),
    Rule("E103", "checking.shape.Walk.code", "a code that is not in its vocabulary"),
    Rule("E104", "checking.shape.Walk.value", "a list, a mapping or a text where another is meant"),
    Rule("E104", "checking.shape.Walk.mapping", "contacts written by kind: `{telefono: …}`"),
    Rule("E105", "checking.shape.Walk.text", "a text too long"),
    Rule("E106", "checking.shape.Walk.text", "a text too short"),
    Rule("E107", "checking.shape.Walk.number", "no number"),
    Rule("E108", "checking.shape.Walk.scalar", "neither yes nor no"),
    Rule("E109", "checking.formats.date_check", "no date"),
    Rule("W109", "checking.formats.date_check", "a date that does not begin with the year"),
    Rule("E110", "checking.formats.date_check", "a day that the calendar does not have"),
    Rule("E112", "checking.shape.Walk.sequence", "too many values in a list"),
    Rule("E113", "checking.shape.Walk.number", "a number out of its range"),
    Rule("W114", "checking.shape.Walk.sequence", "a value twice in a list"),
    Rule("W115", "checking.shape.Walk.code", "a code no longer used"),
    Rule("W117", "checking.formats.check_language", "the code of a language that nobody means (rule_data.json)"),
    Rule("E120", "checking.formats.check_url", "no web address"),
    Rule("E121", "checking.formats.pattern_check", "no hour of the day (`ora` in rule_data.json)"),
    Rule("E122", "checking.formats.pattern_check", "what cannot be an id (`id` in rule_data.json)"),
    Rule("E123", "checking.formats.check_language", "no code of a language"),
    Rule("E124", "checking.formats.pattern_check", "no day of the year (`giorno_annuale` in rule_data.json)"),
    Rule("E125", "checking.formats.check_tax_code", "a tax code that has not eleven digits"),
    Rule("E126", "checking.formats.check_tax_code", "a tax code whose control digit is wrong"),
    Rule("E129", "checking.formats.pattern_check", "no e-mail address (`email` in rule_data.json)"),
    Rule("E130", "checking.formats.phone_check", "no telephone number, or one among words (checking/telephones.py)"),
    Rule("E131", "checking.conditions.check_needs", "none of some keys where one must be there (records/)"),
    Rule("E132", "checking.shape.Walk.text", "a list written as a text with bullets"),
    Rule("E204", "checking.shape.Walk.text", "a place that is not of the record"),
    Rule("E301", "checking.personal_data.personal_in", "a person's tax code (rule_data.json)"),
    Rule("E302", "checking.personal_data.personal_in", "an IBAN (rule_data.json)"),
    Rule("E303", "checking.personal_data.births_in", "a date or a place of birth"),
    Rule("W304", "checking.personal_data.mailboxes_in", "an e-mail address of a person"),
    Rule("W305", "checking.personal_data.personal_in", "a mobile number in a text (rule_data.json)"),
    Rule("W305", "checking.formats.check_way_to_reach", "a contact that is a mobile number of nobody knows whom"),
    Rule("W306", "checking.personal_data.titled_names_in", "a title with a name in a text"),
    Rule("W306", "checking.personal_data.names_in", "a person's name where an office should be (rule_data.json)"),
    Rule("E307", "checking.conditions.check_forbids", "what reveals a protected place (records/common.py)"),
    Rule("E308", "checking.protected_places.hidden_in", "an address beside a protected place (rule_data.json)"),
    Rule("W308", "checking.conditions.check_discreet", "hours at a protected place (records/activity.py)"),
    Rule("W309", "checking.conditions.check_asks", "a street that may be of a protected place (records/activity.py)"),
    Rule("W311", "checking.personal_data.names_in", "a person's name in any other text (rule_data.json)"),
    Rule("W312", "checking.protected_places.hidden_in", "what may tell where a protected place is (rule_data.json)"),
    Rule("E401", "checking.conditions.check_needs", "a good practice without a measured result (records/practice.py)"),
    Rule("E402", "checking.conditions.check_needs", "a transferred practice without its places (records/practice.py)"),
    Rule("E403", "checking.conditions.check_needs", "a network without sources or confirmation (records/network.py)"),
    Rule("E445", "checking.conditions.check_needs", "the five per thousand of no tax code (records/organization.py)"),
    Rule("E446", "checking.formats.check_vat_number", "a VAT number that has not eleven digits"),
    Rule("E447", "checking.formats.check_vat_number", "a VAT number whose digits cannot be right"),
    Rule("E450", "checking.formats.pattern_check", "no name of an image (`immagine` in rule_data.json)"),
    Rule("E404", "checking.conditions.check_ordered", "a date or an age after the one that should follow (records/)"),
    Rule("E405", "checking.conditions.check_needs", "a place without name and address (records/common.py)"),
    Rule("E406", "checking.conditions.check_needs", "a contact without its value (records/common.py)"),
    Rule("E407", "checking.conditions.check_needs", "a contact without its kind (records/common.py)"),
    Rule("E408", "checking.conditions.check_not_yet", "a date in the future (records/)"),
    Rule("W409", "checking.conditions.check_not_over", "a request that has expired (records/common.py)"),
    Rule(
        "W419",
        "checking.conditions.check_not_over",
        "an activity that is over and goes on (records/activity.py)",
    ),
    Rule("W420", "checking.conditions.check_not_over", "a next meeting in the past (records/network.py)"),
    Rule("H485", "checking.conditions.check_not_over", "a measure that is due (records/common.py)"),
    Rule("E435", "checking.conditions.check_needs", "a day of the month without its day of the week (records/)"),
    Rule("E436", "checking.conditions.check_needs", "every few weeks, without a first day (records/activity.py)"),
    Rule("E437", "checking.conditions.check_forbids", "every few weeks and a day of the month (records/activity.py)"),
    Rule("E438", "checking.conditions.check_forbids", "hours of a day that is closed (records/activity.py)"),
    Rule("H462", "checking.conditions.check_agrees", "words that speak of another kind (records/activity.py)"),
    Rule("W421", "checking.conditions.check_forbids", "an end beside a state that has none (records/network.py)"),
    Rule("E426", "checking.formats.channel_check", "no name and no page of a channel (`canali` in rule_data.json)"),
    Rule("H426", "checking.formats.check_social", "a name on nobody knows which channel"),
    Rule("W426", "checking.formats.phone_check", "a telephone number among signs that are none of its own"),
    Rule("E427", "checking.formats.pattern_check", "no extension of a switchboard (`interno` in rule_data.json)"),
    Rule("W427", "checking.formats.phone_check", "several telephone numbers in one contact"),
    Rule("E428", "checking.formats.pattern_check", "no postal code (`cap` in rule_data.json)"),
    Rule("W428", "checking.formats.phone_check", "an extension inside a telephone number"),
    Rule("E429", "checking.formats.pattern_check", "no abbreviation of a province (`provincia` in rule_data.json)"),
    Rule("W429", "checking.formats.phone_check", "a number that no plan has (checking/telephones.py)"),
    Rule("W430", "checking.conditions.check_forbids", "an extension of what is no telephone (records/common.py)"),
    Rule("W228", "checking.conditions.check_forbids", "how soon who answers through another does (records/common.py)"),
    Rule("H501", "checking.shape.Walk.scan", "words for which there are better ones (rule_data.json)"),
)
"""One record by itself: the browser's form notices these too (`browser/`), with the same words."""

OF_VOCABULARY_FILES: Final = (
    Rule("E127", "checking.formats.pattern_check", "what cannot be a code (`codice` in rule_data.json)"),
    Rule("E128", "checking.formats.pattern_check", "no ISTAT code (`istat` and its kin in rule_data.json)"),
    Rule("E205", "checking.vocabulary_files.dangling_links", "a link to a term that does not exist"),
    Rule("E206", "checking.vocabulary_files.parents_without_end", "a term that contains itself"),
    Rule("E208", "checking.vocabulary_files.misnamed", "an `id` that is not the name of the file"),
    Rule("E209", "checking.vocabulary_files.repeated_codes", "a code given twice"),
    Rule("E210", "checking.vocabulary_files.terms_without_label", "a new term without words"),
    Rule("W211", "checking.vocabulary_files.misnamed", "a vocabulary that nothing uses"),
    Rule("E213", "checking.vocabulary_files.codes_of_one_address", "two codes that differ by hyphens"),
    Rule("W214", "checking.vocabulary_files.shared_istat_codes", "one ISTAT code of two municipalities"),
    Rule("E216", "checking.vocabulary_files.parents_without_end", "a term below too many others"),
    Rule("E217", "checking.vocabulary_files.codes_of_other_schemes", "a need that names a kind or people unknown"),
    Rule("W215", "checking.vocabulary_files.municipalities_of_one_name", "two municipalities of one name"),
    Rule("W218", "checking.vocabulary_files.swapped_degrees", "latitude and longitude swapped"),
)
"""A vocabulary file by itself, and beside the packaged scheme that it extends."""

OF_SETTINGS: Final = (
    Rule("E101", "checking.settings.misspelt_word_of_ours", "a slip in the key that leads to our settings"),
    Rule("E103", "checking.settings.undecided_readers", "an empty choice of who reads what is missing"),
    Rule("E104", "checking.settings.engine_keys_of_another_kind", "a value that the theme engine cannot take"),
    Rule("E133", "checking.settings.folders_outside", "a folder or a file that is not in the catalogue"),
    Rule("E134", "checking.settings.settings_of_others", "settings that begin with those of another file"),
    Rule("W116", "checking.settings.unsaid_address", "no address of the site"),
)
"""The settings of a catalogue (`mkdocs.yml`), besides what the walk of one record finds there."""

OF_THE_WHOLE_CATALOGUE: Final = (
    Rule("E201", "checking.cross_references.dangling_references", "a reference that leads nowhere"),
    Rule("W201", "checking.cross_references.dangling_references", "a comparison with an activity that is no more"),
    Rule("E202", "checking.cross_references.ids_used_twice", "an id that two records have or had"),
    Rule("E203", "checking.cross_references.inner_ids_used_twice", "an id twice inside a file"),
    Rule("E206", "checking.cross_references.parts_in_a_loop", "networks or bodies that contain each other"),
    Rule("E207", "checking.cross_references.dangling_references", "a record that refers to itself"),
    Rule("E211", "checking.cross_references.dangling_references", "a reference to a record of another kind"),
    Rule("E212", "checking.cross_references.dangling_references", "a reference by a former id"),
    Rule("E403", "checking.whole_catalogue.bodies_nothing_vouches_for", "an organisation that nothing vouches for"),
    Rule("E410", "checking.whole_catalogue.activities_written_twice", "one activity in two files"),
    Rule("E411", "checking.whole_catalogue.shared_tax_codes", "one tax code in two files"),
    Rule("E309", "checking.protected_elsewhere.addresses_elsewhere", "the address of another's protected place"),
    Rule("W313", "checking.protected_elsewhere.addresses_elsewhere", "an address beside who has a protected place"),
    Rule("H412", "checking.whole_catalogue.memberships_to_confirm", "a membership that only one side tells"),
    Rule("W414", "checking.whole_catalogue.repeated_memberships", "one membership twice"),
    Rule("H415", "checking.whole_catalogue.members_that_have_a_file", "a member by name that has a file"),
    Rule("E416", "checking.whole_catalogue.activities_of_other_bodies", "an activity in a file not of who runs it"),
    Rule("W227", "checking.whole_catalogue.old_reply_times", "how soon a contact answers, said long ago"),
    Rule("H418", "checking.whole_catalogue.ageing_records", "a confirmation or a reading that is ageing"),
    Rule("W418", "checking.whole_catalogue.ageing_records", "a confirmation that is old"),
    Rule("W422", "checking.whole_catalogue.networks_of_one_name", "two networks of one name in one town"),
    Rule("W423", "checking.whole_catalogue.shared_ipa_codes", "one IPA code in two files"),
    Rule("W424", "checking.whole_catalogue.shared_runts_numbers", "one RUNTS number in two files"),
    Rule("W445", "checking.whole_catalogue.shared_vat_numbers", "one VAT number in two files"),
    Rule("H445", "checking.whole_catalogue.named_without_id", "a record written by name elsewhere"),
    Rule("H460", "checking.same_bodies.written_twice", "two files that may be about one organisation"),
    Rule("H461", "checking.same_bodies.members_named_twice", "a member that may be another of the same network"),
    Rule("E448", "checking.logos.missing_logos", "a logo whose file is not there"),
    Rule("E449", "checking.logos.unfit_logos", "a logo that is no image, or too heavy"),
    Rule("E490", "checking.surveys.check_surveys", "a table of counts that cannot be read"),
    Rule("W490", "checking.surveys.check_surveys", "a count that points at somebody"),
    Rule("W425", "checking.whole_catalogue.sections_of_other_kinds", "a RUNTS section that is not of the kind of body"),
    Rule("W435", "checking.timetables.days_out_of_the_period", "an exception out of the period"),
    Rule("H435", "checking.timetables.days_closed_anyway", "an exception that closes what is closed"),
    Rule("W436", "checking.timetables.what_never_happens", "closures that leave nothing open"),
    Rule("W437", "checking.timetables.hours_that_overlap", "two openings of one day that overlap"),
    Rule("W438", "checking.timetables.what_never_happens", "hours on days that never come"),
    Rule("E439", "checking.timetables.days_told_twice", "two exceptions of one day that cannot both be true"),
    Rule("E440", "checking.timetables.closures_without_end", "a closure whose ends do not fit"),
    Rule("H601", "checking.completeness.check_completeness", "what would help who reads"),
    Rule("H602", "diagnostics.summary.omitted", "more findings in a file, or in a run, than are shown"),
)
"""What one record says against what others do, and against today: only the command notices these."""

RULES: Final = (*READING, *OF_ONE_RECORD, *OF_VOCABULARY_FILES, *OF_SETTINGS, *OF_THE_WHOLE_CATALOGUE)

IN_FORM: Final = frozenset(rule.code for rule in OF_ONE_RECORD)
"""Codes that concern one record by itself: the browser's form notices them as well."""

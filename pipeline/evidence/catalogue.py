"""The catalogue of decisions: what each is called and what it is for,
as a document meets them.
"""

from __future__ import annotations

from pipeline.evidence.catalogue_tables import TABLES
from pipeline.evidence.decision import Decision

CATALOGUE: tuple[Decision, ...] = (
    Decision(
        "page_number_dropped",
        "A line that holds only a page number or a printed sign of the page is no text.",
    ),
    Decision(
        "running_head_dropped",
        "A line beside a page number that stands there on other pages too is the head or foot of the page.",
    ),
    Decision(
        "contents_line_dropped",
        "A line with leaders to a page number is of the contents, whose titles are printed again.",
    ),
    Decision(
        "caption_out_of_table",
        "A labelled line that conversion took for the first row of a table is the heading above it.",
    ),
    Decision(
        "label_takes_title_below",
        "A label alone on its line has its title on the next one.",
    ),
    Decision(
        "display_title_goes_on",
        "Lines of one large type are one title.",
    ),
    Decision(
        "type_sets_title_apart",
        "A title in larger or bolder type does not go on with the text below it.",
    ),
    Decision(
        "label_inside_a_sentence",
        "A wrapped line at the margin of an indented paragraph only happens to begin with a label.",
    ),
    Decision(
        "wrapped_line_goes_on",
        "A line that the right margin ended goes on with the next.",
    ),
    Decision(
        "cut_off_item_goes_on",
        "A list item that ends with a word that needs another goes on with the next line.",
    ),
    Decision(
        "long_line_goes_on",
        "A line long enough to have been wrapped goes on with a next one that starts nothing.",
    ),
    Decision(
        "short_title_goes_on",
        "The title of a label goes on with a plain line right below it.",
    ),
    Decision(
        "inner_label_splits",
        "A label with a colon inside a labelled or numbered line begins a piece of its own.",
    ),
    Decision(
        "item_behind_its_heading",
        "An item 1 that a page break put before its heading, whose list starts at 2, belongs behind it.",
    ),
    Decision(
        "announced_list_is_no_heading",
        "Labelled lines that a sentence announces and that stand again further down are no headings.",
    ),
    Decision(
        "first_of_bulleted_list",
        "A labelled line before a bulleted one of the same label is the first of the list.",
    ),
    Decision(
        "heading_by_label",
        "A label with a number at the start of a line is a heading.",
    ),
    Decision(
        "lone_number_heads",
        "A bare number without siblings heads a section that its title, or what is below, shows to be one.",
    ),
    Decision(
        "siblings_with_content_head",
        "Bare numbers that count on are headings when most of them have something below.",
    ),
    Decision(
        "bold_label_ends_plainer_section",
        "A label in bold stands beside the plainer numbered sections above it, not in the last of them.",
    ),
    Decision(
        "years_divide_names_above",
        "A row of nothing but years or months shows that the row above names columns.",
    ),
    Decision(
        "count_is_no_field",
        "A column that counts something, or gives a share, is a known name without a field.",
    ),
    Decision(
        "second_header_row",
        "A row that only divides the columns named above it belongs to the header.",
    ),
    Decision(
        "bare_quarters_divide",
        "Bare numbers 1 to 4 side by side under a header are quarters.",
    ),
    Decision(
        "name_completed_below",
        "A short cell under a header's name is the rest of that name.",
    ),
    Decision(
        "column_by_name",
        "A column means what its header names.",
    ),
    Decision(
        "column_by_unit",
        "A column whose unknown header says baht holds money.",
    ),
    Decision(
        "column_by_first_words",
        "A column whose header is unknown as a whole means what its first words name.",
    ),
    Decision(
        "header_like_known_names",
        "A row of short names, most like known ones, over rows that hold something else is a header.",
    ),
    Decision(
        "column_by_likeness",
        "A column of an unknown name holds what its name is like and its cells are.",
    ),
    Decision(
        "goal_column_beside_actions",
        "A column เป้าหมาย to the right of what is to be done gives targets, not goals.",
    ),
    Decision(
        "year_columns_by_content",
        "Year columns without a name of their own that hold figures and no marks are targets or money.",
    ),
    Decision(
        "headless_table_goes_on",
        "Rows without a header that stand first on the next page, as wide as the table above, go on with it.",
    ),
    Decision(
        "table_goes_on_below",
        "A grid with the same header, or with none and as wide, goes on with the table above.",
    ),
    Decision(
        "cut_row_made_whole",
        "The lower part of a row that the end of a page has cut goes back to the row above.",
    ),
    Decision(
        "row_after_page_break",
        "A row that is the first under a page break may go on with the row above.",
    ),
    Decision(
        "shifted_cells_put_back",
        "Cells that a lost span has moved go back to the columns that they fit.",
    ),
    Decision(
        "total_row",
        "A row that begins with a word for a sum adds up the rows above it.",
    ),
    Decision(
        "status_row",
        "A row of nothing but a status is about the rows above it.",
    ),
    Decision(
        "list_counts_on",
        "A text that begins with the number after the last one above goes on with that list.",
    ),
    Decision(
        "bullet_goes_on",
        "A bullet below a text belongs to it unless the row has an owner of its own.",
    ),
    Decision(
        "unfinished_words_go_on",
        "A text that begins with a conjunction, or is below an unfinished one, goes on.",
    ),
    Decision(
        "cell_goes_on_over_page_break",
        "A cell first under a page break, without an owner of its own, goes on with the one above.",
    ),
    Decision(
        "label_word_begins_sentence",
        "A word such as เป้าหมาย that only begins a sentence is no label in a cell.",
    ),
    Decision(
        "cell_line_goes_on",
        "A line of a cell that begins with a conjunction goes on with the line above.",
    ),
    Decision(
        "reference_is_no_item",
        "A piece that names an issue of the national master plans by its number is a reference.",
    ),
    Decision(
        "node_printed_again",
        "A strategic node with the same number and title is the one that is known.",
    ),
    Decision(
        "row_names_node_above_rows",
        "A row of one labelled cell names the node that the rows below stand under.",
    ),
    Decision(
        "row_divides_table",
        "A row of words where the others have their number only divides the table.",
    ),
    Decision(
        "two_texts_are_two_rows",
        "Two texts under one column are two rows.",
    ),
    Decision(
        "number_from_its_column",
        "A number in a column of its own is the number of what the row starts.",
    ),
    Decision(
        "labelled_cell_is_node",
        "A labelled cell among things to be done is the node over them.",
    ),
    Decision(
        "goal_column_gives_objectives",
        "A column of goals beside the tactics whose cells begin with เพื่อ gives objectives.",
    ),
    Decision(
        "list_item_cut_by_page",
        "The start of a cell below a page break, up to the next number, is the end of the item above.",
    ),
    Decision(
        "list_beside_goes_on",
        "A column of measures beside the projects is one list, cell after cell.",
    ),
    Decision(
        "list_in_cell_is_records",
        "A numbered list in a cell of the main column is one record an item.",
    ),
    Decision(
        "bullets_are_records",
        "Bullets of a cell are records where another cell of the row has a line for each.",
    ),
    Decision(
        "kind_by_first_word",
        "A cell that begins with โครงการ in a column of measures and projects is a project.",
    ),
    Decision(
        "cell_shared_among_list",
        "A cell with as many parts as the row lists measures gives each its part.",
    ),
    Decision(
        "cell_tail_handed_back",
        "The part of a cell below a page break that ends the list above belongs to the measure above.",
    ),
    Decision(
        "column_between_is_about_left",
        "A column between two columns of what is to be done is about the one to its left.",
    ),
    Decision(
        "amount_of_node_is_total",
        "An amount printed for a node, or beside its parts by year, is a sum.",
    ),
    Decision(
        "total_without_money_column",
        "In a total of a table without a money column, figures that say baht or have thousands are money.",
    ),
    Decision(
        "list_of_the_section_goes_on",
        "A number that counts on in the section's own list ends the labelled list before it.",
    ),
    Decision(
        "list_resumes_after_bullets",
        "A numbered list goes on after the bullets under one of its items.",
    ),
    Decision(
        "list_resumes_below_label",
        "A numbered list that goes on below a label shows that the label is about its last item.",
    ),
    Decision(
        "label_names_its_node",
        "A label that names a numbered node is about that node.",
    ),
    Decision(
        "indicators_of_all_goals",
        "Indicators whose label stands apart from a list of goals, none with its own, are of all of them.",
    ),
    Decision(
        "unnumbered_label_is_node",
        'A label without a number and its title name a node ("กลยุทธ์ : …").',
    ),
    Decision(
        "label_says_its_field",
        "A label and what follows its colon say one field of what stands above.",
    ),
    Decision(
        "item_by_its_own_label",
        "A list item is what its own label says.",
    ),
    Decision(
        "item_by_label_above",
        "A list item is what the label or heading above its list says.",
    ),
    Decision(
        "item_by_node_above",
        "A numbered item below a node, with no label between, is what usually stands under such a node.",
    ),
    Decision(
        "item_by_first_word",
        "An item that begins with a word for something to be done is that.",
    ),
    Decision(
        "bullet_is_part_of_measure",
        "A bullet or a letter under a numbered measure is one of its parts.",
    ),
    Decision(
        "dotted_strategy_is_tactic",
        "A strategy numbered 2.1 under a strategy 2 is a tactic.",
    ),
    Decision(
        "detail_section_of_known_node",
        "A section with the number and title of a known node is its detail section.",
    ),
    Decision(
        "numbered_section_is_node",
        "Numbered sections under a heading that names nodes are those nodes.",
    ),
    Decision(
        "indicator_by_number",
        "A heading numbered 1.1.2 under indicator 1.1 is an indicator.",
    ),
    Decision(
        "part_of_project_sheet",
        "A numbered part that counts on from ชื่อโครงการ tells of that project.",
    ),
    Decision(
        "indicator_printed_again",
        "A numbered indicator with the same words is the one that is known.",
    ),
    Decision(
        "money_behind_project",
        "An amount at the end of a project's line is its budget.",
    ),
    Decision(
        "agency_holds_for_list",
        "An agency named below a list, none of whose items has one, holds for all.",
    ),
    Decision(
        "labelled_cells_without_header",
        "Labelled cells of a grid without a header name nodes.",
    ),
    Decision(
        "paragraph_goes_on_with_item",
        "A paragraph below an item that starts nothing goes on with it.",
    ),
    Decision(
        "total_in_a_line",
        "A short line with a word for a sum and an amount states a total.",
    ),
    Decision(
        "lead_in_names_its_list",
        "A line that ends with ดังนี้ says what the list below is.",
    ),
    Decision(
        "title_ends_list",
        "A short line that stands alone ends the list above.",
    ),
    Decision(
        "sentence_below_label",
        "A sentence right below a label is what the label says.",
    ),
    Decision(
        "budget_book_by_form",
        "A document with the forms of a budget book is read by these forms.",
    ),
    Decision(
        "letter_by_subject_and_addressee",
        "A line เรื่อง with a line เรียน soon below it begins a letter.",
    ),
    Decision(
        "letter_under_seal",
        "A letter's number with ถึง below it begins a letter under seal.",
    ),
    Decision(
        "form_by_name_subject_and_date",
        "ประกาศ or คำสั่ง with its subject and a date below begins one.",
    ),
    *TABLES,
)

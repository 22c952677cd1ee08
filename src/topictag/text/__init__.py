"""Raw text → paragraphs → words → lemmas → terms, with offsets into the original text."""

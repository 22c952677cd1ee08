/* Whether a text is plain prose, told while it is scanned: what is not, Python reads first (topictag.text.reading). Nearly
   all is; the rules say no rather too often than too seldom. */

#ifndef TOPICTAG_TRACES_H
#define TOPICTAG_TRACES_H

#include "folding.h"
#include "paragraph.h"

/* What ends a paragraph: every line break; only blank lines; these where lines look wrapped. READ: the text has been read,
   and every line is one. */
enum { LINES, BLANK_LINES, AUTO, READ };

#define LONG_TEXT 2000 /* chosen: characters; a shorter text is read whole, and all of a call together */
#define LONG_RUN 16 /* letters, digits and signs that may be a hash */

typedef struct {
    const void *data;
    int width;
    int64_t length;
} Text;

INLINE uint32_t character_at(const void *data, int width, int64_t place) {
    if (width == 1) return ((const uint8_t *)data)[place];
    if (width == 2) return ((const uint16_t *)data)[place];
    return ((const uint32_t *)data)[place];
}

/* The character at a place, or a space outside the text. */
INLINE uint32_t at(Text t, int64_t place) {
    return place >= 0 && place < t.length ? character_at(t.data, t.width, place) : ' ';
}

INLINE int is_digit(uint32_t c) { return c - '0' < 10; }
INLINE int is_latin(uint32_t c) { return (c | 32) - 'a' < 26; }
INLINE int is_hexadecimal(uint32_t c) { return is_digit(c) || (c | 32) - 'a' < 6; }
INLINE int is_small(uint32_t c) { return c - 'a' < 26 || c - FIRST_RUSSIAN < N_RUSSIAN || c == 0x451; }
INLINE int is_capital(uint32_t c) { return c - 'A' < 26 || c - FIRST_CAPITAL < N_RUSSIAN || c == 0x401; }
INLINE int is_indent(uint32_t c) {
    return c == ' ' || c == '\t' || c == '\f' || c == '>' || c == '|' || c == 0xA0 || c == 0x2060;
}

/* Whether the run of Latin letters and digits that holds `place` belongs to an address, a file name or a hash. Asked at its
   first letter. */
static NOINLINE int is_dressed_latin(Text t, int64_t place) {
    int64_t start = place, end = place;
    int is_hex = 1;
    if (is_latin(at(t, place - 1))) return 0; /* asked before */
    while (place - start < LONG_RUN && (is_digit(at(t, start - 1)) || at(t, start - 1) == '+' || at(t, start - 1) == '/' ||
                                        at(t, start - 1) == '='))
        start--;
    for (; end < t.length; end++) {
        uint32_t c = at(t, end);
        int is_sign = c == '+' || c == '/' || c == '=';
        if (!is_latin(c) && !is_digit(c) && !is_sign) break;
        is_hex &= is_hexadecimal(c);
    }
    uint32_t before = at(t, start - 1), after = at(t, end);
    if (end - start >= LONG_RUN || before == '.' || before == '?') return 1;
    if (after == ':' && (at(t, end + 1) == '/' || at(t, end + 1) == '\\')) return 1;
    if (after == '.' && at(t, end - 1) == 'w' && at(t, end - 2) == 'w' && at(t, end - 3) == 'w') return 1;
    return is_hex && (before == '-' || after == '-') && (end - start == 4 || end - start == 8 || end - start == 12);
}

/* Whether the line behind the break at `place` may go on in the middle of a sentence. */
static NOINLINE int may_go_on(Text t, int64_t place) {
    do place++;
    while (is_indent(at(t, place)) && place < t.length);
    return is_small(at(t, place));
}

/* White space, as Python's str.isspace has it. */
static int is_space(uint32_t c) {
    return c == ' ' || c - 9 < 5 || c - 0x1C < 4 || c == 0x85 || c == 0xA0 || c == 0x1680 || c - 0x2000 < 11 ||
           c - 0x2028 < 2 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Whether a tag or an entity may begin at `place`. */
static int opens(Text t, int64_t place) {
    uint32_t c = at(t, place), next = at(t, place + 1);
    if (c == '<') return is_latin(next) || next == '/' || next == '!' || next == '?' || next == '\\';
    if (c != '&') return 0;
    /* The first letters of those that need no semicolon: nbsp amp lt gt quot laquo raquo shy copy reg. */
    for (const char *two = "nbamltgtqularashcore"; *two; two += 2)
        if (next == (uint8_t)two[0] && at(t, place + 2) == (uint8_t)two[1]) return 1;
    int64_t end = place + 1;
    while (end - place < 34 && (is_latin(at(t, end)) || is_digit(at(t, end)))) end++;
    return next == '#' || at(t, end) == ';';
}

/* Find the chunk around `place`, between white space. False where more than the chunk has to be read: what begins a tag, an
   entity or a link may end elsewhere, and what stands at the beginning of a line tells of wrapping. */
static int find_chunk(Text t, int64_t place, int mode, int64_t *start, int64_t *end) {
    *start = *end = place;
    while (*start > 0 && !is_space(at(t, *start - 1))) --*start;
    while (*end < t.length && !is_space(at(t, *end))) ++*end;
    for (int64_t i = *start; i < *end; i++) {
        uint32_t c = at(t, i);
        if (opens(t, i) || c == '\\' || (c == ']' && at(t, i + 1) == '(')) return 0;
    }
    int64_t before = *start;
    while (before > 0 && is_indent(at(t, before - 1))) before--;
    return before == 0 || mode == LINES || fold(at(t, before - 1)) != BREAK;
}

/* Whether the line break or the sign at `place` is reason to read the text. */
static NOINLINE int is_trace(Text t, int64_t place, uint32_t character, int mode) {
    switch (character) {
        case '#': return 0;
        case '.': return at(t, place + 1) == 0x440 && at(t, place + 2) == 0x444; /* .рф */
        case ']': return at(t, place + 1) == '(';
        case '<':
        case '&': return opens(t, place);
        case '@':
        case '_':
        case '\\': return 1;
        default: return mode == BLANK_LINES || (mode == AUTO && may_go_on(t, place));
    }
}

#endif

/* Whether a text is plain prose, decided during the scan. Nearly all texts are. Python reads those that are not
   (topictag.text.reading); in doubt, the rules say no. */

#ifndef TOPICTAG_TRACES_H
#define TOPICTAG_TRACES_H

#include "folding.h"
#include "paragraph.h"

/* What ends a paragraph: every line break; only blank lines; only blank lines where lines look wrapped. READ: the text has
   been read, and every line is a paragraph. */
enum { LINES, BLANK_LINES, AUTO, READ };

#define LONG_TEXT 2000 /* chosen: characters; Python reads shorter texts whole, and all of a call together */
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
INLINE int is_small(uint32_t c) { return c - 'a' < 26 || c - FIRST_RUSSIAN < N_RUSSIAN || c == SMALL_YO; }
INLINE int is_capital(uint32_t c) { return c - 'A' < 26 || c - FIRST_CAPITAL < N_RUSSIAN || c == CAPITAL_YO; }

/* Whether the run of Latin letters and digits around `place` belongs to an address, a file name or a hash. Called at the
   first letter of the run. */
static NOINLINE int is_dressed_latin(Text t, int64_t place) {
    int64_t start = place, end = place;
    int is_hex = 1;
    if (is_latin(at(t, place - 1))) return 0; /* already called for this run */
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

/* Whether the line after the break at `place` may continue a sentence. */
static NOINLINE int may_go_on(Text t, int64_t place) {
    do place++;
    while (is_indent(at(t, place)) && place < t.length);
    return is_small(at(t, place));
}

/* Whether a tag or an entity may begin at `place`. */
static int opens(Text t, int64_t place) {
    uint32_t c = at(t, place), next = at(t, place + 1);
    if (c == '<') return is_latin(next) || next == '/' || next == '!' || next == '?' || next == '\\';
    if (c != '&') return 0;
    for (const char *two = OLD_ENTITIES; *two; two += 2) /* these need no semicolon */
        if (next == (uint8_t)two[0] && at(t, place + 2) == (uint8_t)two[1]) return 1;
    int64_t end = place + 1;
    while (end - place < 34 && (is_latin(at(t, end)) || is_digit(at(t, end)))) end++;
    return next == '#' || at(t, end) == ';';
}

/* Find the chunk around `place`, between white space. False where more than the chunk must be read: a tag, an entity or a
   link may end outside it, and the beginning of a line decides whether lines are wrapped. */
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

/* Whether the line break or the sign at `place` is a reason to read the text. */
static NOINLINE int is_trace(Text t, int64_t place, uint32_t character, int mode) {
    switch (character) {
        case '#': return 0;
        case '.': return at(t, place + 1) == SMALL_ER && at(t, place + 2) == SMALL_EF; /* .рф */
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

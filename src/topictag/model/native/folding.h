/* Characters: one look-up tells a separator, a line break, or the folded letter. */

#ifndef TOPICTAG_FOLDING_H
#define TOPICTAG_FOLDING_H

#include <stdint.h>

#include "folding_table.h"

/* The classes of folding.py. */
enum { SEPARATOR, BREAK, LOOK, SKIPPED, STRESS, BREVE, DIAERESIS, UNUSUAL, FIRST_LETTER = 0x61 };

#define FIRST_RUSSIAN 0x430u /* а; in normalised text, я is the 32nd from there and ё stands nowhere */
#define FIRST_CAPITAL 0x410u
#define N_RUSSIAN 32u

enum { SHORT_I = 9, HARD_SIGN = 26 };

/* The letters that may carry a stress: а е и о у ы э ю я. */
#define RUSSIAN_VOWELS (1u | 1u << 5 | 1u << 8 | 1u << 14 | 1u << 19 | 1u << 27 | 1u << 29 | 1u << 30 | 1u << 31)

static inline uint32_t fold(uint32_t character) { return fold_entry[fold_block[character >> 8]][character & 255]; }

static inline int is_russian_letter(uint32_t letter) { return letter - FIRST_RUSSIAN < N_RUSSIAN; }

/* Cyrillic that Russian does not write. */
static inline int is_foreign_letter(uint32_t letter) { return letter - 0x400u < 0x130u && !is_russian_letter(letter); }

#endif

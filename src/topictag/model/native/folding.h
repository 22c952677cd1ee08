/* Characters: one look-up gives the class of a character, or the folded letter. */

#ifndef TOPICTAG_FOLDING_H
#define TOPICTAG_FOLDING_H

#include <stdint.h>

#include "constants.h" /* the classes of characters, and Russian */
#include "folding_table.h"

static inline uint32_t fold(uint32_t character) { return fold_entry[fold_block[character >> 8]][character & 255]; }

static inline int is_russian_letter(uint32_t letter) { return letter - FIRST_RUSSIAN < N_RUSSIAN; }

static inline int is_cyrillic(uint32_t letter) { return letter - FIRST_CYRILLIC < N_CYRILLIC; }

/* A Cyrillic letter that Russian does not have. */
static inline int is_foreign_letter(uint32_t letter) { return is_cyrillic(letter) && !is_russian_letter(letter); }

#endif

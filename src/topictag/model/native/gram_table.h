/* topictag.model.gram_table.GramTable, as C reads it. */

#ifndef TOPICTAG_GRAM_TABLE_H
#define TOPICTAG_GRAM_TABLE_H

#include <stdint.h>

#include "word_table.h"

typedef struct {
    const uint32_t *codes;
    const uint32_t *groups;
    int shift; /* 64 minus the number of bits that give the group */
    int64_t n;
} GramTable;

static inline uint64_t gram_group(const GramTable *table, uint32_t code) { return code * HASH_LOW >> table->shift; }

/* Return the number of a gram; the table is not empty. It is searched like a table of words (find_in_group). */
static inline int64_t find_gram(const GramTable *table, uint32_t code) {
    uint64_t group = gram_group(table, code);
    int64_t first = table->groups[group], end = table->groups[group + 1], last = table->n - 1;
    if (end > table->n) end = table->n;
    int is_first = (table->codes[first < last ? first : last] == code) & (first < end);
    int is_second = (table->codes[first + 1 < last ? first + 1 : last] == code) & (first + 1 < end);
    int64_t found = is_first ? first : is_second ? first + 1 : NOT_FOUND;
    if (found == NOT_FOUND)
        for (int64_t number = first + 2; number < end; number++)
            if (table->codes[number] == code) return number;
    return found;
}

#endif

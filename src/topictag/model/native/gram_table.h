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

/* Whether a gram is in the table, which is not empty, and its number. Half of the grams of a text are unknown, which no
   processor can predict: unlike find_in_group, this branches on nothing but the size of the group. The end is clamped for
   the same reason as there. */
static inline int64_t find_gram(const GramTable *table, uint32_t code, uint32_t *number) {
    uint64_t group = gram_group(table, code);
    int64_t first = table->groups[group], end = table->groups[group + 1], last = table->n - 1;
    if (end > table->n) end = table->n;
    int64_t is_first = (table->codes[first < last ? first : last] == code) & (first < end);
    int64_t is_second = (table->codes[first + 1 < last ? first + 1 : last] == code) & (first + 1 < end);
    int64_t is_found = is_first | is_second;
    *number = (uint32_t)(first + is_second);
    for (int64_t later = first + 2; later < end; later++)
        if (table->codes[later] == code) *number = (uint32_t)later, is_found = 1;
    return is_found;
}

#endif

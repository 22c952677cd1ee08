/* The inner loops of the fit: products of sparse rows with blocks of vectors, and the steps of conjugate gradients.
 *
 * The rows are in compressed sparse row form, with values in single precision: bounds[i] … bounds[i + 1] are the entries
 * of row i. A block of vectors is contiguous, one line per column of the rows.
 *
 * DEFINE_WEIGH writes the product for one type of vectors. It takes eight vectors at a time: each inner loop has a
 * constant number of vectors, so that the compiler unrolls it and keeps the sums in registers.
 */
#ifndef TOPICTAG_KERNELS_H
#define TOPICTAG_KERNELS_H

#include <stdint.h>

#define MOST_VECTORS 8

#if defined(_MSC_VER)
#define CONSTANT_WIDTH static __forceinline
#else
#define CONSTANT_WIDTH static inline __attribute__((always_inline))
#endif

/* Calls a function with the width as a constant. */
#define WITH_WIDTH(width, function, ...)                     \
    switch (width) {                                         \
        case 1: function(1, __VA_ARGS__); break;             \
        case 2: function(2, __VA_ARGS__); break;             \
        case 3: function(3, __VA_ARGS__); break;             \
        case 4: function(4, __VA_ARGS__); break;             \
        case 5: function(5, __VA_ARGS__); break;             \
        case 6: function(6, __VA_ARGS__); break;             \
        case 7: function(7, __VA_ARGS__); break;             \
        default: function(MOST_VECTORS, __VA_ARGS__); break; \
    }

typedef struct {
    int64_t n_rows;
    const int32_t *bounds;  /* n_rows + 1 */
    const int32_t *columns; /* bounds[n_rows] */
    const float *values;    /* bounds[n_rows] */
} SparseRows;

#define DEFINE_WEIGH(Real, precision)                                                                                 \
    CONSTANT_WIDTH void weigh_row_##precision(const int width, const SparseRows *rows, int64_t row, int64_t n_vectors, \
                                              const Real *weights, Real *out) {                                       \
        Real sums[MOST_VECTORS] = {0};                                                                                \
        for (int32_t entry = rows->bounds[row]; entry < rows->bounds[row + 1]; entry++) {                             \
            const Real *line = weights + rows->columns[entry] * n_vectors;                                            \
            const Real value = rows->values[entry];                                                                   \
            for (int i = 0; i < width; i++) sums[i] += value * line[i];                                               \
        }                                                                                                             \
        for (int i = 0; i < width; i++) out[row * n_vectors + i] = sums[i];                                           \
    }                                                                                                                 \
                                                                                                                      \
    /* out[row] = sum of value * weights[column] over the entries of the row. */                                      \
    static void weigh_rows_##precision(const SparseRows *rows, int64_t n_vectors, const Real *weights, Real *out) {   \
        for (int64_t row = 0; row < rows->n_rows; row++)                                                              \
            for (int64_t first = 0; first < n_vectors; first += MOST_VECTORS)                                         \
                WITH_WIDTH(n_vectors - first, weigh_row_##precision, rows, row, n_vectors, weights + first,           \
                           out + first)                                                                               \
    }

DEFINE_WEIGH(float, single)
DEFINE_WEIGH(double, double)

/* The functions below read and write blocks of n_lines lines with a value per topic, and add up in double precision. */

/* sums = sum of values * curvature over the lines. */
static void sum_products(int64_t n_lines, int64_t n_topics, const float *__restrict values,
                         const float *__restrict curvature, double *__restrict sums) {
    for (int64_t topic = 0; topic < n_topics; topic++) sums[topic] = 0;
    for (int64_t line = 0; line < n_lines; line++, values += n_topics, curvature += n_topics)
        for (int64_t topic = 0; topic < n_topics; topic++) sums[topic] += (double)(values[topic] * curvature[topic]);
}

/* values = (values - means) * curvature. */
static void centre(int64_t n_lines, int64_t n_topics, const float *__restrict means,
                   const float *__restrict curvature, float *__restrict values) {
    for (int64_t line = 0; line < n_lines; line++, values += n_topics, curvature += n_topics)
        for (int64_t topic = 0; topic < n_topics; topic++)
            values[topic] = (values[topic] - means[topic]) * curvature[topic];
}

/* product = product * factors + direction; sums = sum of direction * product. The factors of the last lines are 1. */
static void close_product(int64_t n_lines, int64_t n_factors, int64_t n_topics, const float *__restrict factors,
                          const float *__restrict direction, float *__restrict product, double *__restrict sums) {
    for (int64_t topic = 0; topic < n_topics; topic++) sums[topic] = 0;
    for (int64_t line = 0; line < n_lines; line++, product += n_topics, direction += n_topics) {
        if (line < n_factors) {
            for (int64_t topic = 0; topic < n_topics; topic++) product[topic] *= factors[topic];
            factors += n_topics;
        }
        for (int64_t topic = 0; topic < n_topics; topic++) {
            product[topic] += direction[topic];
            sums[topic] += (double)(direction[topic] * product[topic]);
        }
    }
}

/* solution += lengths * direction; residual -= lengths * product; sums = sum of residual² * inverse. */
static void advance(int64_t n_lines, int64_t n_topics, const float *__restrict lengths,
                    const float *__restrict direction, const float *__restrict product,
                    const float *__restrict inverse, float *__restrict solution, float *__restrict residual,
                    double *__restrict sums) {
    for (int64_t topic = 0; topic < n_topics; topic++) sums[topic] = 0;
    for (int64_t line = 0; line < n_lines; line++) {
        for (int64_t topic = 0; topic < n_topics; topic++) {
            solution[topic] += lengths[topic] * direction[topic];
            residual[topic] -= lengths[topic] * product[topic];
            sums[topic] += (double)(residual[topic] * residual[topic] * inverse[topic]);
        }
        direction += n_topics, product += n_topics, inverse += n_topics, solution += n_topics, residual += n_topics;
    }
}

/* direction = shares * direction + residual * inverse; weights = direction * factors, those of the last lines are 1. */
static void turn(int64_t n_lines, int64_t n_factors, int64_t n_topics, const float *__restrict shares,
                 const float *__restrict residual, const float *__restrict inverse, const float *__restrict factors,
                 float *__restrict direction, float *__restrict weights) {
    for (int64_t line = 0; line < n_lines; line++) {
        for (int64_t topic = 0; topic < n_topics; topic++)
            weights[topic] = direction[topic] = shares[topic] * direction[topic] + residual[topic] * inverse[topic];
        if (line < n_factors) {
            for (int64_t topic = 0; topic < n_topics; topic++) weights[topic] *= factors[topic];
            factors += n_topics;
        }
        direction += n_topics, residual += n_topics, inverse += n_topics, weights += n_topics;
    }
}

#endif

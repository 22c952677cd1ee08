# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False, binding=True
# cython: freethreading_compatible=True
"""The inner loops of the fit in C; see kernels.h, and `topictag.training.fitting.plain` for what each function does.

Callers check types and shapes. No function keeps the interpreter lock.
"""

from libc.stdint cimport int32_t, int64_t


cdef extern from "kernels.h" nogil:
    ctypedef struct SparseRows:
        int64_t n_rows
        const int32_t *bounds
        const int32_t *columns
        const float *values

    void weigh_rows_single(const SparseRows *, int64_t, const float *, float *)
    void weigh_rows_double(const SparseRows *, int64_t, const double *, double *)
    void c_sum_products "sum_products"(int64_t, int64_t, const float *, const float *, double *)
    void c_centre "centre"(int64_t, int64_t, const float *, const float *, float *)
    void c_close_product "close_product"(
        int64_t, int64_t, int64_t, const float *, const float *, float *, double *)
    void c_advance "advance"(
        int64_t, int64_t, const float *, const float *, const float *, const float *, float *, float *, double *)
    void c_turn "turn"(
        int64_t, int64_t, int64_t, const float *, const float *, const float *, const float *, float *, float *)


ctypedef fused Real:
    float
    double


def weigh(
    const int32_t[::1] bounds,
    const int32_t[::1] columns,
    const float[::1] values,
    const Real[:, ::1] weights,
    Real[:, ::1] out,
):
    cdef SparseRows rows
    if values.shape[0] == 0 or out.shape[1] == 0:
        out[:, :] = 0
        return
    rows = SparseRows(out.shape[0], &bounds[0], &columns[0], &values[0])
    with nogil:
        if Real is float:
            weigh_rows_single(&rows, out.shape[1], &weights[0, 0], &out[0, 0])
        else:
            weigh_rows_double(&rows, out.shape[1], &weights[0, 0], &out[0, 0])


def sum_products(const float[:, ::1] values, const float[:, ::1] curvature, double[::1] sums):
    if values.shape[0] == 0 or sums.shape[0] == 0:
        sums[:] = 0
        return
    with nogil:
        c_sum_products(values.shape[0], sums.shape[0], &values[0, 0], &curvature[0, 0], &sums[0])


def centre(const float[::1] means, const float[:, ::1] curvature, float[:, ::1] values):
    if values.shape[0] == 0 or means.shape[0] == 0:
        return
    with nogil:
        c_centre(values.shape[0], means.shape[0], &means[0], &curvature[0, 0], &values[0, 0])


def close_product(
    const float[:, ::1] factors, const float[:, ::1] direction, float[:, ::1] product, double[::1] sums
):
    cdef const float *first = NULL
    if product.shape[0] == 0 or sums.shape[0] == 0:
        sums[:] = 0
        return
    if factors.shape[0]:
        first = &factors[0, 0]
    with nogil:
        c_close_product(product.shape[0], factors.shape[0], sums.shape[0], first, &direction[0, 0], &product[0, 0],
                        &sums[0])


def advance(
    const float[::1] lengths,
    const float[:, ::1] direction,
    const float[:, ::1] product,
    const float[:, ::1] inverse,
    float[:, ::1] solution,
    float[:, ::1] residual,
    double[::1] sums,
):
    if product.shape[0] == 0 or sums.shape[0] == 0:
        sums[:] = 0
        return
    with nogil:
        c_advance(product.shape[0], sums.shape[0], &lengths[0], &direction[0, 0], &product[0, 0], &inverse[0, 0],
                  &solution[0, 0], &residual[0, 0], &sums[0])


def turn(
    const float[::1] shares,
    const float[:, ::1] residual,
    const float[:, ::1] inverse,
    const float[:, ::1] factors,
    float[:, ::1] direction,
    float[:, ::1] weights,
):
    cdef const float *first = NULL
    if direction.shape[0] == 0 or shares.shape[0] == 0:
        return
    if factors.shape[0]:
        first = &factors[0, 0]
    with nogil:
        c_turn(direction.shape[0], factors.shape[0], shares.shape[0], &shares[0], &residual[0, 0], &inverse[0, 0],
               first, &direction[0, 0], &weights[0, 0])

/* blas.h: the large matrix products, by OpenBLAS. The library is loaded when the first product is
 * large enough to need it: loading costs two milliseconds and starts threads that spin, which a
 * small network should not pay for. Without the library our own kernels do all the work. */
#ifndef GR_BLAS_H
#define GR_BLAS_H

#include <stdbool.h>

/* C = A·B (+ C), all row-major, of the core's number type; false where there is no library to ask.
 */
bool gr_blas_gemm(bool trans_a, bool trans_b, int m, int n, int k, const void *a, int lda,
                  const void *b, int ldb, bool accumulate, void *c, int ldc);

/* Threads that large products use: sets them when n > 0; returns how many there are. */
int gr_blas_threads(int n);

/* "OpenBLAS 0.3.21 …" once loaded, "not loaded yet", or "not found". */
const char *gr_blas_text(void);

#endif

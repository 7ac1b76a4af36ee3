/* blas.c: finds OpenBLAS at run time and calls it through CBLAS's own prototypes. The only file
 * that includes cblas.h. */
#include "blas.h"

#include <cblas.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa.h"

#define IS_DOUBLE (sizeof(GrReal) == sizeof(double))

/* What is used of the library; the types are those of cblas.h. */
static struct {
    __typeof__(&cblas_sgemm) sgemm;
    __typeof__(&cblas_dgemm) dgemm;
    __typeof__(&openblas_set_num_threads) set_threads;
    __typeof__(&openblas_get_config) config;
} blas;

static enum { UNTRIED, LOADED, ABSENT } state = UNTRIED;
static int threads = 1;

static void *open_library(void) {
    static const char *const names[] = {
#ifdef GR_BLAS_LIBRARY
        GR_BLAS_LIBRARY,
#endif
        "libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"};
    void *library = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

/* dlsym gives an object pointer where a function pointer is wanted; POSIX says both are the same.
 */
static bool find(void *library, const char *name, void *slot) {
    *(void **)slot = dlsym(library, name);
    return *(void **)slot != NULL;
}

static bool load(void) {
    if (state != UNTRIED)
        return state == LOADED;
    setenv("OPENBLAS_NUM_THREADS", "1",
           1); /* before its start-up code looks; see gr_blas_threads */
    if (strcmp(gr_isa->name, "avx512") == 0) /* it does not know every processor that has it */
        setenv("OPENBLAS_CORETYPE", "SkylakeX", 0);
    void *library = open_library();
    bool found = library && find(library, "cblas_sgemm", &blas.sgemm) &&
                 find(library, "cblas_dgemm", &blas.dgemm);
    state = found ? LOADED : ABSENT;
    if (!found)
        return false;
    find(library, "openblas_get_config", &blas.config);
    if (find(library, "openblas_set_num_threads", &blas.set_threads))
        blas.set_threads(threads);
    return true;
}

bool gr_blas_gemm(bool trans_a, bool trans_b, int m, int n, int k, const void *a, int lda,
                  const void *b, int ldb, bool accumulate, void *c, int ldc) {
    if (!load())
        return false;
    CBLAS_TRANSPOSE ta = trans_a ? CblasTrans : CblasNoTrans;
    CBLAS_TRANSPOSE tb = trans_b ? CblasTrans : CblasNoTrans;
    if (IS_DOUBLE)
        blas.dgemm(CblasRowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, accumulate, c, ldc);
    else
        blas.sgemm(CblasRowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, accumulate, c, ldc);
    return true;
}

int gr_blas_threads(int n) {
    if (n > 0) {
        threads = n;
        if (state == LOADED && blas.set_threads)
            blas.set_threads(n);
    }
    return threads;
}

const char *gr_blas_text(void) {
    if (state == UNTRIED)
        return "OpenBLAS, loaded at the first large product";
    if (state == ABSENT)
        return "no OpenBLAS found";
    return blas.config ? blas.config() : "OpenBLAS";
}

/* product.c: matrix products. Small ones by a register-tiled kernel of our own (no call, no
 * packing, every column rounded alike), large ones by OpenBLAS in blocks of rows between which
 * Ctrl-C is polled. */
#include "product.h"

#if defined(__SSE__)
#include <immintrin.h>
#endif

#include "../blas.h"
#include "../memory.h"
#include "vector.h"

typedef GrReal Vector __attribute__((vector_size(GR_VECTOR_BYTES), aligned(4), may_alias));

#if GR_VECTOR_BYTES == 64
#define TILE_ROWS 8 /* 32 registers: 16 accumulators */
#define SMALL 5e8   /* m·n·k up to which our own kernel is used */
#elif GR_VECTOR_BYTES == 32
#define TILE_ROWS 4
#define SMALL 4e6
#else
#define TILE_ROWS 4
#define SMALL 1e6
#endif
#define CACHED 65536   /* numbers of B up to which its rows are read where they stand */
#define BLOCK_WORK 1e9 /* m·n·k between two polls: some 20 ms */

void gr_product_plain(const GrProduct *p) {
    for (int i = 0; i < p->m; i++)
        for (int j = 0; j < p->n; j++) {
            double sum = p->bias ? (double)p->bias[j] : 0;
            for (int q = 0; q < p->k; q++)
                sum += (double)(p->trans_a ? p->a[q * p->lda + i] : p->a[i * p->lda + q]) *
                       (double)(p->trans_b ? p->b[j * p->ldb + q] : p->b[q * p->ldb + j]);
            GrReal *c = p->c + (size_t)i * (size_t)p->ldc + j;
            *c = (GrReal)(p->accumulate ? (double)*c + sum : sum);
        }
}

#define INLINE static inline __attribute__((always_inline))

INLINE Vector load(const GrReal *x) {
    return *(const Vector *)(const void *)x;
}

/* Writes the first `lanes` numbers of v. */
INLINE void store(GrReal *x, Vector v, int lanes) {
    if (lanes >= GR_LANES) {
        *(Vector *)(void *)x = v;
        return;
    }
#if defined(__AVX512F__)
    if (!gr_is_double) {
        _mm512_mask_storeu_ps(x, (__mmask16)((1u << lanes) - 1), (__m512)v);
        return;
    }
#endif
    for (int i = 0; i < lanes; i++)
        x[i] = v[i];
}

/* Some rows of a strip of columns: what a tile works on. Rows of A are `next` numbers apart, and
 * `down` leads to the next column of A: one of them is 1. In the last vector of columns `lanes` are
 * in use. Reads of B may run past the last column (see memory.h); writes do not. */
typedef struct Strip {
    const GrReal *a, *b, *bias;
    GrReal *c;
    size_t next, down, ldb, ldc;
    int k, lanes;
    bool accumulate;
} Strip;

INLINE void tile(const int rows, const int vectors, const Strip *s) {
    Vector sum[2 * TILE_ROWS][2];
    const GrReal *four[TILE_ROWS / 2],
        *b = s->b; /* every fourth row of A leads to the next three */
    size_t next = s->next, down = s->down, ldb = s->ldb, ldc = s->ldc;
#pragma GCC unroll 16
    for (int i = 0; i < rows; i++) {
        if (i % 4 == 0)
            four[i / 4] = s->a + (size_t)i * next;
#pragma GCC unroll 2
        for (int j = 0; j < vectors; j++)
            sum[i][j] = s->bias ? load(s->bias + j * GR_LANES) : (Vector){0};
    }
    for (int p = 0; p < s->k; p++, b += ldb) {
        Vector row[2];
#pragma GCC unroll 2
        for (int j = 0; j < vectors; j++)
            row[j] = load(b + j * GR_LANES);
#pragma GCC unroll 16
        for (int i = 0; i < rows; i++) {
            GrReal x = four[i / 4][(size_t)(i % 4) * next];
#pragma GCC unroll 2
            for (int j = 0; j < vectors; j++)
                sum[i][j] += x * row[j];
            if (i % 4 == 3 || i == rows - 1)
                four[i / 4] += down;
        }
    }
    GrReal *to = s->c;
#pragma GCC unroll 16
    for (int i = 0; i < rows; i++, to += ldc)
#pragma GCC unroll 2
        for (int j = 0; j < vectors; j++) {
            Vector v = sum[i][j];
            if (s->accumulate)
                v += load(to + j * GR_LANES);
            store(to + j * GR_LANES, v, j == vectors - 1 ? s->lanes : GR_LANES);
        }
}

/* The sizes in use, each a function of its own: some rows by one or two vectors. */
#define TILE(rows, vectors)                                                                        \
    static __attribute__((noinline)) void tile_##rows##x##vectors(const Strip *s) {                \
        tile(rows, vectors, s);                                                                    \
    }
#if TILE_ROWS == 8
TILE(16, 1)
TILE(8, 2)
#endif
TILE(8, 1)
TILE(4, 2)
TILE(4, 1)
TILE(1, 2)
TILE(1, 1)
#undef TILE

INLINE int move_down(Strip *s, int rows) {
    s->a += (size_t)rows * s->next;
    s->c += (size_t)rows * s->ldc;
    return rows;
}

/* All rows of a strip two vectors wide. */
static void wide(Strip *s, int m) {
#if TILE_ROWS == 8
    for (; m >= 8; m -= move_down(s, 8))
        tile_8x2(s);
#endif
    for (; m >= 4; m -= move_down(s, 4))
        tile_4x2(s);
    for (; m > 0; m -= move_down(s, 1))
        tile_1x2(s);
}

/* One vector wide: twice the rows keep as many sums going. */
static void narrow(Strip *s, int m) {
#if TILE_ROWS == 8
    for (; m >= 16; m -= move_down(s, 16))
        tile_16x1(s);
#endif
    for (; m >= 8; m -= move_down(s, 8))
        tile_8x1(s);
    for (; m >= 4; m -= move_down(s, 4))
        tile_4x1(s);
    for (; m > 0; m -= move_down(s, 1))
        tile_1x1(s);
}

/* The strip of C that begins at column j. */
static Strip strip_at(const GrProduct *p, int j, int lanes) {
    size_t lda = (size_t)p->lda;
    return (Strip){.a = p->a,
                   .b = p->b + j,
                   .bias = p->bias ? p->bias + j : NULL,
                   .c = p->c + j,
                   .next = p->trans_a ? 1 : lda,
                   .down = p->trans_a ? lda : 1,
                   .ldb = (size_t)p->ldb,
                   .ldc = (size_t)p->ldc,
                   .k = p->k,
                   .lanes = lanes,
                   .accumulate = p->accumulate};
}

static void strips(const GrProduct *p) {
    for (int j = 0; j < p->n; j += 2 * GR_LANES) {
        int left = p->n - j;
        bool two = left > GR_LANES;
        int lanes = left - (two ? GR_LANES : 0);
        Strip s = strip_at(p, j, lanes < GR_LANES ? lanes : GR_LANES);
        (two ? wide : narrow)(&s, p->m);
    }
}

#define CHAINS 8

/* One row of C, one vector of columns: a single sum over k would wait for itself, so there are
 * several, each of every eighth term. */
static Vector row_in_chains(const GrProduct *p, int i, int j) {
    Vector sum[CHAINS] = {{0}};
    const GrReal *a = p->a + i, *b = p->b + j;
    size_t lda = (size_t)p->lda, ldb = (size_t)p->ldb;
    int q = 0;
    for (; q + CHAINS <= p->k; q += CHAINS)
#pragma GCC unroll 8
        for (int c = 0; c < CHAINS; c++, a += lda, b += ldb)
            sum[c] += *a * load(b);
#pragma GCC unroll 8
    for (int c = 0; c < CHAINS; c++, a += lda, b += ldb)
        if (q + c < p->k)
            sum[c] += *a * load(b);
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

/* A product of one or two rows that is summed over a batch: gradients of biases and of the weights
 * of few units. */
static bool is_few_rows(const GrProduct *p) {
    return p->trans_a && !p->trans_b && !p->bias && p->m <= 2 &&
           (size_t)p->n * (size_t)p->k <= CACHED;
}

static void few_rows(const GrProduct *p) {
    for (int i = 0; i < p->m; i++)
        for (int j = 0; j < p->n; j += GR_LANES) {
            GrReal *to = p->c + (size_t)i * (size_t)p->ldc + j;
            Vector v = row_in_chains(p, i, j);
            if (p->accumulate)
                v += load(to);
            store(to, v, p->n - j);
        }
}

/* The sum of a vector's numbers: halves are added until one is left. */
INLINE GrReal sum_of(Vector v) {
#if defined(__AVX512F__)
    if (!gr_is_double)
        return (GrReal)_mm512_reduce_add_ps((__m512)v);
#endif
    GrReal x[GR_LANES];
    *(Vector *)(void *)x = v;
#pragma GCC unroll 4
    for (int half = GR_LANES / 2; half > 0; half /= 2)
#pragma GCC unroll 8
        for (int i = 0; i < half; i++)
            x[i] += x[i + half];
    return x[0];
}

/* The first `lanes` numbers of x, zeros behind them. */
INLINE Vector load_some(const GrReal *x, int lanes) {
#if defined(__AVX512F__)
    if (!gr_is_double)
        return (Vector)_mm512_maskz_loadu_ps((__mmask16)((1u << lanes) - 1), x);
#endif
    Vector v = {0};
    for (int i = 0; i < lanes; i++)
        v[i] = x[i];
    return v;
}

/* One column: each of its numbers is a row of A times the column that is B. */
static bool is_column(const GrProduct *p) {
    return p->n == 1 && !p->trans_a && (p->trans_b || p->ldb == 1);
}

static void column(const GrProduct *p) {
    int whole = p->k / GR_LANES * GR_LANES;
    Vector b_rest = load_some(p->b + whole, p->k - whole);
    for (int i = 0; i < p->m; i++) {
        const GrReal *a = p->a + (size_t)i * (size_t)p->lda;
        GrReal *c = p->c + (size_t)i * (size_t)p->ldc;
        Vector sum = {0};
        for (int q = 0; q < whole; q += GR_LANES)
            sum += load(a + q) * load(p->b + q);
        if (whole < p->k)
            sum += load_some(a + whole, p->k - whole) * b_rest;
        GrReal x = sum_of(sum) + (p->bias ? p->bias[0] : 0);
        *c = p->accumulate ? *c + x : x;
    }
}

#if defined(__SSE__)
/* The transpose of four numbers in each of four rows. */
INLINE void turn_four(const float *from, size_t ld, float *to, size_t to_ld) {
    __m128 a = _mm_loadu_ps(from), b = _mm_loadu_ps(from + ld);
    __m128 c = _mm_loadu_ps(from + 2 * ld), d = _mm_loadu_ps(from + 3 * ld);
    _MM_TRANSPOSE4_PS(a, b, c, d);
    _mm_storeu_ps(to, a);
    _mm_storeu_ps(to + to_ld, b);
    _mm_storeu_ps(to + 2 * to_ld, c);
    _mm_storeu_ps(to + 3 * to_ld, d);
}
#endif

/* B stored as [n, k] is turned into [k, n] once, so that one kernel serves all cases. */
static void transpose(int rows, int cols, const GrReal *restrict from, size_t ld,
                      GrReal *restrict to) {
    int i = 0;
#if defined(__SSE__)
    for (; !gr_is_double && i + 4 <= cols; i += 4) { /* four columns of four rows at a time */
        int j = 0;
        for (; j + 4 <= rows; j += 4)
            turn_four((const float *)(from + (size_t)j * ld + (size_t)i), ld,
                      (float *)(to + (size_t)i * (size_t)rows + (size_t)j), (size_t)rows);
        for (; j < rows; j++)
            for (int c = i; c < i + 4; c++)
                to[(size_t)c * (size_t)rows + (size_t)j] = from[(size_t)j * ld + (size_t)c];
    }
#endif
    for (; i < cols; i++)
        for (int j = 0; j < rows; j++)
            to[(size_t)i * (size_t)rows + (size_t)j] = from[(size_t)j * ld + (size_t)i];
}

#define SCRATCH 512

/* A tall narrow C = Aᵀ·B (the weights of a layer with few inputs) would leave most lanes idle; its
 * transpose Cᵀ = Bᵀ·A keeps them busy. */
static bool better_transposed(const GrProduct *p) {
    return p->trans_a && !p->trans_b && !p->bias && p->n * 2 <= GR_LANES && p->m >= GR_LANES &&
           (size_t)p->m * (size_t)p->n <= SCRATCH;
}

static void transposed_product(const GrProduct *p) {
    GrReal turned[SCRATCH + GR_SLACK / sizeof(GrReal)];
    GrProduct q = {.m = p->n,
                   .n = p->m,
                   .k = p->k,
                   .a = p->b,
                   .lda = p->ldb,
                   .trans_a = true,
                   .b = p->a,
                   .ldb = p->lda,
                   .c = turned,
                   .ldc = p->m};
    (is_few_rows(&q) ? few_rows : strips)(&q);
    for (int i = 0; i < p->m; i++)
        for (int j = 0; j < p->n; j++) {
            GrReal x = turned[j * p->m + i], *c = p->c + (size_t)i * (size_t)p->ldc + j;
            *c = p->accumulate ? *c + x : x;
        }
}

/* B stored transposed and small enough to be turned at once. */
static void turned_product(const GrProduct *p) {
    GrReal turned[SCRATCH + GR_SLACK / sizeof(GrReal)];
    transpose(p->n, p->k, p->b, (size_t)p->ldb, turned);
    GrProduct q = *p;
    q.b = turned;
    q.ldb = p->n;
    strips(&q);
}

#define DEEP 128             /* rows of B in a panel; with STRIP columns it fits the first cache */
#define STRIP (2 * GR_LANES) /* columns of B in a panel */

/* Copies rows `from`… and columns j… of B, as it is meant (not as it is stored), to the panel. */
static void fill_panel(const GrProduct *p, int from, int rows, int j, int columns,
                       GrReal *restrict panel) {
    size_t ldb = (size_t)p->ldb;
    if (p->trans_b)
        for (int c = 0; c < columns; c++)
            for (int r = 0; r < rows; r++)
                panel[r * STRIP + c] = p->b[(size_t)(j + c) * ldb + (size_t)(from + r)];
    else
        for (int r = 0; r < rows; r++)
            memcpy(panel + r * STRIP, p->b + (size_t)(from + r) * ldb + (size_t)j,
                   (size_t)columns * sizeof(GrReal));
}

/* What rows from…from+rows of B contribute to the strip of columns at j. */
static void add_panel(const GrProduct *p, int from, int rows, int j, int columns) {
    GrReal panel[DEEP * STRIP + GR_SLACK / sizeof(GrReal)]
        __attribute__((aligned(GR_VECTOR_BYTES)));
    fill_panel(p, from, rows, j, columns, panel);
    GrProduct q = *p;
    q.n = columns;
    q.k = rows;
    q.a = p->a + (size_t)from * (p->trans_a ? (size_t)p->lda : 1);
    q.b = panel;
    q.ldb = STRIP;
    q.trans_b = false;
    q.c = p->c + j;
    q.bias = p->bias && from == 0 ? p->bias + j : NULL;
    q.accumulate = p->accumulate || from > 0;
    strips(&q);
}

/* B is worked through in panels that stay in the first cache. */
static GrStatus panel_product(const GrProduct *p) {
    for (int j = 0; j < p->n; j += STRIP) {
        int columns = p->n - j < STRIP ? p->n - j : STRIP;
        GR_TRY(gr_poll());
        for (int from = 0; from < p->k; from += DEEP)
            add_panel(p, from, p->k - from < DEEP ? p->k - from : DEEP, j, columns);
    }
    return GR_OK;
}

static GrStatus own_product(const GrProduct *p) {
    size_t size_b = (size_t)p->n * (size_t)p->k;
    if (is_few_rows(p))
        few_rows(p);
    else if (is_column(p))
        column(p);
    else if (better_transposed(p))
        transposed_product(p);
    else if (p->trans_b && size_b <= SCRATCH)
        turned_product(p);
    else if (p->trans_b || size_b > CACHED)
        return panel_product(p);
    else
        strips(p);
    return GR_OK;
}

static void put_bias(const GrProduct *p) {
    for (int i = 0; i < p->m; i++) {
        GrReal *restrict c = p->c + (size_t)i * (size_t)p->ldc;
        for (int j = 0; j < p->n; j++)
            c[j] = p->bias[j] + (p->accumulate ? c[j] : 0);
    }
}

static GrStatus block_of_rows(const GrProduct *p, int first, int rows) {
    GrProduct q = *p;
    q.m = rows;
    q.a = p->a + (p->trans_a ? (size_t)first : (size_t)first * (size_t)p->lda);
    q.c = p->c + (size_t)first * (size_t)p->ldc;
    if (p->bias)
        put_bias(&q);
    if (gr_blas_gemm(q.trans_a, q.trans_b, q.m, q.n, q.k, q.a, q.lda, q.b, q.ldb,
                     q.accumulate || q.bias, q.c, q.ldc))
        return GR_OK;
    q.accumulate = q.accumulate || q.bias; /* no library: by our own kernel */
    q.bias = NULL;
    return own_product(&q);
}

static GrStatus large_product(const GrProduct *p) {
    double block = BLOCK_WORK / ((double)p->n * p->k);
    int step = block < 1 ? 1 : block > p->m ? p->m : (int)block;
    for (int i = 0; i < p->m; i += step) {
        GR_TRY(gr_poll());
        GR_TRY(block_of_rows(p, i, p->m - i < step ? p->m - i : step));
    }
    return GR_OK;
}

GrStatus gr_product(const GrProduct *p) {
    if (p->m == 0 || p->n == 0)
        return GR_OK;
    if (p->k == 0 || p->lda == 0 || (double)p->m * p->n * p->k <= SMALL) /* BLAS refuses lda 0 */
        return own_product(p);
    return large_product(p);
}

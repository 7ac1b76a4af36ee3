/* Every op and loss, with each of its allocations failing once: forward and backward must answer
 * GR_MEMORY with a sentence, and everything that was taken must have been given back. */
#include "core/graph.h"
#include "core/isa.h"
#include "core/memory.h"
#include "core/status.h"
#include "near.h"
#include "sample.h"

#define MANY 200 /* more allocations than any op makes on its sample */

/* y = op(in); loss = mean((y - target)²); backward. */
static GrStatus differentiate(const GrOpDef *op, GrTensor **in, GrTensor *y) {
    static const double mean[GR_MAX_ARG];
    GrTensor *target = NULL, *loss = NULL;
    GrStatus status = gr_tensor_like(y, &target);
    for (size_t i = 0; status == GR_OK && i < target->numel; i++)
        target->data[i] = 0;
    if (status == GR_OK)
        status =
            gr_apply(&gr_isa->loss[GR_LOSS_mse]->op, (GrTensor *[]){y, target}, 2, mean, &loss);
    if (status == GR_OK && op->backward)
        status = gr_backward(loss, false);
    if (loss)
        gr_release(loss);
    if (target)
        gr_release(target);
    for (int i = 0; i < op->sample->n_in; i++) {
        if (in[i]->grad)
            gr_release(in[i]->grad);
        in[i]->grad = NULL;
    }
    return status;
}

static GrStatus run(const GrOpDef *op, GrTensor **in) {
    GrTensor *y = NULL;
    GrStatus status = gr_apply(op, in, op->sample->n_in, op->sample->arg, &y);
    if (status != GR_OK)
        return status;
    status = differentiate(op, in, y);
    gr_release(y);
    return status;
}

/* Lets the first allocation fail, then the second, until the op gets by. */
static void fail_each(const GrOpDef *op) {
    GrRng rng;
    GrTensor *in[GR_MAX_SAMPLE];
    gr_rng_seed(&rng, 1);
    sample_inputs(op->sample, &rng, in);
    const GrMemory before = gr_memory();
    size_t n = 1;
    for (; n < MANY; n++) {
        gr_memory_fail_at(n);
        GrStatus status = run(op, in);
        gr_memory_fail_at(0);
        if (gr_memory().count != before.count || gr_memory().live != before.live)
            fail_msg("%s keeps memory after allocation %zu failed", op->doc.name, n);
        if (status == GR_OK)
            break;
        if (status != GR_MEMORY || !gr_message()[0])
            fail_msg("%s: status %d after allocation %zu failed", op->doc.name, (int)status, n);
    }
    if (n == 1 || n == MANY)
        fail_msg("%s: %zu allocations seen", op->doc.name, n - 1);
    sample_release(op->sample, in);
}

static void every_op(void **state) {
    (void)state;
    for (int i = 0; i < GR_OP_COUNT; i++)
        if (gr_isa->op[i]->sample)
            fail_each(gr_isa->op[i]);
}

static void every_loss(void **state) {
    (void)state;
    for (int i = 0; i < GR_LOSS_COUNT; i++)
        if (gr_isa->loss[i]->op.sample)
            fail_each(&gr_isa->loss[i]->op);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_op), cmocka_unit_test(every_loss)};
    return gr_isa_choose(NULL) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}

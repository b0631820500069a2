// The step buffer: all that changes from step to step. The host writes it, every shader may read it.
#ifndef DEEPWELL_SHADERS_STEP_H
#define DEEPWELL_SHADERS_STEP_H

#include "shared.h"

DEEPWELL_SHADER_NAMESPACE_BEGIN

struct StepHeader {
  Address rows_at;       // StepRow [rows]
  Address sequences_at;  // StepSequenceInfo [sequences]
  Address logit_rows_at; // uint [logit_rows]: rows of the step, ascending
  Address page_ids_at;   // uint: the page ids of all sequences, one sequence after the other
  Address page_table_at; // Address [page id]: where a page of the KV cache lies
  Address inverse_temperatures_at;  // float [logit_rows], for the sums of top_k.comp
  uint rows;
  uint logit_rows;
  uint sequences;
  uint logit_first;      // the logits op computes rows logit_first .. of the kLogits rows
};

struct StepRow {
  uint token;
  uint position;
  uint sequence;
  uint first_page;  // index into page_ids of the row's sequence; position p lies in page_ids[first_page + p / 64]
};

struct StepSequenceInfo {
  uint first_row;
  uint row_count;
  uint first_position;
  uint first_page;  // as in StepRow
};

DEEPWELL_SHADER_NAMESPACE_END

#endif

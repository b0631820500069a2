// What tells one checkpoint from another in an answer's receipt.
#pragma once

#include <QString>
#include <string>

namespace deepwell {

// SHA-256, in hex, over the files of the model at `path` (a .gguf with its further shards, a safetensors file or
// folder): of each, in the order of their names, its size as decimal digits, a line feed, and its first and last MiB. The
// headers, with all names and scales, are in there, and a file that was changed or cut nearly always shows; names and places
// of the files are not, so that a copy has the same identity. Reads 2 MiB a file whatever its size. Empty: a file cannot be
// read. Blocks: call it on a worker.
QString modelHash(const QString& path);

// SHA-256, in hex, of the UTF-8 of `text`.
QString textHash(const std::string& text);

}  // namespace deepwell

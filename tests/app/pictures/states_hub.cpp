// Catalog, search of the hub, downloads in every phase.
#include "tests/app/pictures/pictures.h"

namespace deepwell {
namespace {

constexpr const char* kResults =
    R"([{"id":"bartowski/DeepSeek-R1-Distill-Qwen-7B-GGUF","downloads":1234567,"likes":321,"gguf":{"architecture":"qwen2","total":7615616512,"context_length":131072}},)"
    R"({"id":"unsloth/gemma-3-12b-it-GGUF","downloads":88765,"likes":77,"gated":"manual","gguf":{"architecture":"gemma3","total":11765788416}},{"id":"unsloth/DeepSeek-R1-0528-Qwen3-8B-GGUF","downloads":98765,"likes":88},)"
    R"({"id":"someone-with-a-long-name/A-Model-With-A-Very-Long-Name-That-Does-Not-Fit-Into-Any-Row-Of-Any-List-GGUF","downloads":12,"likes":1,"gated":"auto"},{"id":"me/tiny","downloads":1}])";

std::string tree() {
  std::string text = "[";
  for (const char* type : {"Q2_K", "Q3_K_M", "Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0"})
    text += std::string(text.size() > 1 ? "," : "") + R"({"type":"file","path":"DeepSeek-R1-Distill-Qwen-7B-)" + type + R"(.gguf","size":)" + std::to_string(4'000'000'000 + 300'000'000 * static_cast<int64_t>(text.size() / 200)) +
            R"(,"lfs":{"oid":")" + std::string(64, 'a') + R"(","size":)" + std::to_string(4'000'000'000 + 300'000'000 * static_cast<int64_t>(text.size() / 200)) + "}}";
  return text + "]";
}

void discover(Stage& s) { s.open(); s.library("tab_discover"); QTest::qWait(300); }

std::optional<fetch::Get> searched(Stage& s, const char* words) {
  discover(s);
  s.window().program->hub().search(QLatin1String(words));
  return s.helper().next<fetch::Get>();
}

void files(Stage& s) {
  if (const auto asked = searched(s, "r1")) s.helper().say(fetch::Response{asked->id, 200, kResults, ""});
  QTest::qWait(300);
  s.click("hubRow0");
  if (const auto asked = s.helper().next<fetch::Get>()) s.helper().say(fetch::Response{asked->id, 200, tree(), ""});
  QTest::qWait(300);
}

fetch::DownloadStatus status(uint64_t id, fetch::Phase phase, uint64_t done) {
  fetch::DownloadStatus status;
  status.id = id;
  status.phase = phase;
  status.bytes_done = done;
  status.bytes_total = 4'300'000'000;
  status.bytes_per_second = phase == fetch::Phase::kRunning ? 23'400'000 : 0;
  return status;
}

// The next of the files of the hub; what the helper is asked for.
uint64_t begin(Stage& s, int row) {
  s.window().program->hub().downloadFile(row);
  const auto download = s.helper().next<fetch::Download>();
  s.need(download.has_value(), "a download");
  return download ? download->id : 0;
}

void downloads(Stage& s) {
  s.open();
  s.library("tab_downloads");
  Hub& hub = s.window().program->hub();
  hub.list(QStringLiteral("bartowski/DeepSeek-R1-Distill-Qwen-7B-GGUF"));
  if (const auto asked = s.helper().next<fetch::Get>()) s.helper().say(fetch::Response{asked->id, 200, tree(), ""});
  s.need(QTest::qWaitFor([&] { return hub.files()->count() == 6; }, 8000), "the files");
  const uint64_t ids[] = {begin(s, 0), begin(s, 1), begin(s, 2), begin(s, 3), begin(s, 4), begin(s, 5)};
  s.helper().say(status(ids[0], fetch::Phase::kDone, 4'300'000'000));
  fetch::DownloadStatus failed = status(ids[1], fetch::Phase::kFailed, 1'500'000'000);
  failed.error = "the disk is full: 2.1 GiB more are needed in /home/ada/.local/share/deepwell/models. Make room and try again";
  s.helper().say(failed);
  s.helper().say(status(ids[2], fetch::Phase::kVerifying, 3'000'000'000));
  fetch::DownloadStatus running = status(ids[3], fetch::Phase::kRunning, 1'800'000'000);
  s.helper().say(running);
  fetch::DownloadStatus retrying = status(ids[4], fetch::Phase::kConnecting, 400'000'000);
  retrying.note = "Retrying in 4 s: the connection was reset";
  s.helper().say(retrying);
  s.helper().say(status(ids[5], fetch::Phase::kQueued, 0));
  QTest::qWait(400);
}

constexpr const char* kNext = "https://huggingface.co/api/models?cursor=b";

void results(Stage& s) {
  if (const auto asked = searched(s, "r1")) s.helper().say(fetch::Response{asked->id, 200, kResults, "", kNext});
  QTest::qWait(300);
}

// Of a repository whose model the engine does not run.
void unsupported(Stage& s) {
  results(s);
  s.click("hubRow4");
  if (const auto asked = s.helper().next<fetch::Get>()) s.helper().say(fetch::Response{asked->id, 200, tree(), ""});
  QTest::qWait(300);
}

void refused(Stage& s) {
  s.open();
  s.library("tab_downloads");
  std::ignore = s.window().program->hub().downloadModel(QStringLiteral("r1-distill-qwen-7b"));
  if (const auto asked = s.helper().next<fetch::Get>()) s.helper().say(fetch::Response{asked->id, 403, "", "huggingface.co refuses access (403)"});
  QTest::qWait(300);
}

}  // namespace

std::vector<PictureState> hubStates() {
  return {
      {"discover", &discover},
      {"discover_end", [](Stage& s) {
         discover(s);
         QQuickItem* list = s.window().find("catalogList");
         if (list) QMetaObject::invokeMethod(list, "positionViewAtEnd");
       }},
      {"discover_variants", [](Stage& s) { discover(s); s.clickIn("catalogRow1", "variantsButton"); }},
      {"hub_searching", [](Stage& s) { std::ignore = searched(s, "r1"); }},
      {"hub_results", &results},
      {"hub_more", [](Stage& s) { results(s); s.click("showMore"); }},
      {"hub_files_unsupported", &unsupported},
      {"hub_nothing", [](Stage& s) { if (const auto asked = searched(s, "zebra")) s.helper().say(fetch::Response{asked->id, 200, "[]", ""}); }},
      {"hub_error", [](Stage& s) { if (const auto asked = searched(s, "r1")) s.helper().say(fetch::Response{asked->id, 0, "", "huggingface.co: the name was not found; is there a network?"}); }},
      {"hub_files", &files},
      {"hub_files_error", [](Stage& s) {
         if (const auto asked = searched(s, "r1")) s.helper().say(fetch::Response{asked->id, 200, kResults, ""});
         QTest::qWait(300);
         s.click("hubRow0");
         if (const auto asked = s.helper().next<fetch::Get>()) s.helper().say(fetch::Response{asked->id, 401, "", ""});
       }},
      {"downloads_none", [](Stage& s) { s.open(); s.library("tab_downloads"); }},
      {"downloads", &downloads},
      {"downloads_refused", &refused},
      {"downloads_refused_page", [](Stage& s) { refused(s); s.click("downloadPage"); }},
      {"downloads_paused", [](Stage& s) { downloads(s); s.window().program->hub().downloads()->pause(3); s.window().program->hub().downloads()->pause(5); QTest::qWait(300); }},
      {"downloads_cancel", [](Stage& s) { downloads(s); s.clickIn("downloadRow1", "cancelButton"); }},
  };
}

}  // namespace deepwell

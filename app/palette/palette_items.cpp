#include "app/palette/palette_items.h"

#include <algorithm>

#include "app/chat/list/chat_search.h"
#include "app/palette/fuzzy.h"

namespace deepwell {
namespace {

constexpr double kRecentBonus = 0.08;

void keepBest(std::vector<PaletteItem>& items, size_t most) {
  std::stable_sort(items.begin(), items.end(), [](const PaletteItem& a, const PaletteItem& b) { return a.score > b.score; });
  if (items.size() > most) items.resize(most);
}

}  // namespace

QString PaletteItem::key() const {
  switch (kind) {
    case Kind::kCommand: return QStringLiteral("command ") + name;
    case Kind::kModel: return QStringLiteral("model ") + name;
    case Kind::kPage: return QStringLiteral("page ") + name;
    case Kind::kChat:
    case Kind::kMessage: break;
  }
  return QStringLiteral("chat ") + QString::number(chat);
}

std::vector<PaletteItem> rankItems(const std::vector<PaletteItem>& items, const QString& query, const QStringList& recent, size_t most) {
  const QString folded = foldText(query);
  std::vector<PaletteItem> found;
  for (const PaletteItem& item : items) {
    const auto match = fuzzyMatch(folded, foldText(item.title), item.title);
    if (!match) continue;
    PaletteItem hit = item;
    hit.marks = match->marks;
    const qsizetype used = recent.indexOf(item.key());
    hit.score = match->score + (used < 0 ? 0 : kRecentBonus / (1 + static_cast<double>(used)));
    found.push_back(std::move(hit));
  }
  keepBest(found, most);
  return found;
}

std::vector<PaletteItem> rankTitles(const std::vector<PaletteTitle>& titles, const QString& query, size_t most) {
  const QString folded = foldText(query);
  std::vector<PaletteItem> found;
  for (const PaletteTitle& title : titles) {
    auto match = fuzzyMatch(folded, title.folded, title.title);
    if (!match) continue;
    PaletteItem item;
    item.kind = PaletteItem::Kind::kChat;
    item.chat = title.chat;
    item.title = title.title;
    item.icon = QStringLiteral("chat");
    item.note = shortDate(title.updated);
    item.marks = std::move(match->marks);
    item.score = match->score;
    found.push_back(std::move(item));
    if (found.size() > 4 * most) keepBest(found, most);
  }
  keepBest(found, most);
  return found;
}

std::vector<PaletteItem> grouped(std::vector<std::vector<PaletteItem>> groups) {
  std::erase_if(groups, [](const auto& group) { return group.empty(); });
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.front().score > b.front().score; });
  std::vector<PaletteItem> all;
  for (auto& group : groups) all.insert(all.end(), std::make_move_iterator(group.begin()), std::make_move_iterator(group.end()));
  return all;
}

}  // namespace deepwell

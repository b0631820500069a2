#include "tests/store/store_fixture.h"

namespace deepwell {
namespace {

class BranchTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    open();
    chat_ = must(store_->createChat("branches"));
  }
  MessageId say(Place place, ChatRole role, const char* text) {
    return must(store_->appendMessage(chat_, place, role, text));
  }
  std::string shown() {
    std::string all;
    for (const ChatMessage& message : must(store_->messages(chat_))) all += message.text + "|";
    return all;
  }
  ChatId chat_ = 0;
};

TEST_F(BranchTest, RegenerateKeepsTheOldAnswer) {
  const MessageId question = say(AfterLeaf(), ChatRole::kUser, "q");
  const MessageId old_answer = say(AfterLeaf(), ChatRole::kAssistant, "old");
  say(AfterLeaf(), ChatRole::kUser, "thanks");
  const MessageId fresh = must(store_->beginAssistantMessage(chat_, question, "m"));
  append(*store_, fresh, {"", "new", 0, 1, 0});
  must(finish(*store_, fresh, {}));
  EXPECT_EQ(shown(), "q|new|");
  const auto messages = must(store_->messages(chat_));
  EXPECT_EQ(messages[0].sibling_count, 1);
  EXPECT_EQ(messages[1].sibling_index, 1);
  EXPECT_EQ(messages[1].sibling_count, 2);
  EXPECT_EQ(must(store_->siblings(fresh)), (std::vector<MessageId>{old_answer, fresh}));
  must(store_->showBranch(old_answer));
  EXPECT_EQ(shown(), "q|old|thanks|") << "to its newest end";
  must(store_->showBranch(fresh));
  EXPECT_EQ(shown(), "q|new|");
}

TEST_F(BranchTest, BeginningIsOfTheBranchThatIsShown) {
  EXPECT_EQ(must(store_->beginning(chat_, 10)).question, "");
  say(AfterLeaf(), ChatRole::kSystem, "system");
  const MessageId first = say(AfterLeaf(), ChatRole::kUser, "the first question");
  EXPECT_EQ(must(store_->beginning(chat_, 9)).question, "the first");
  EXPECT_EQ(must(store_->beginning(chat_, 9)).answer, "");
  say(AfterLeaf(), ChatRole::kAssistant, "");  // stopped before it said anything
  say(AfterLeaf(), ChatRole::kUser, "and?");
  say(AfterLeaf(), ChatRole::kAssistant, "ä漢 answer");
  EXPECT_EQ(must(store_->beginning(chat_, 2)).answer, "ä漢");
  EXPECT_EQ(must(store_->beginning(chat_, 100)).question, "the first question");
  say(must(store_->message(first)).parent, ChatRole::kUser, "another question");
  EXPECT_EQ(must(store_->beginning(chat_, 100)).question, "another question");
  EXPECT_EQ(must(store_->beginning(chat_, 100)).answer, "");
  EXPECT_FALSE(store_->beginning(chat_ + 1, 100)) << "no such chat";
}

TEST_F(BranchTest, EditTheFirstQuestion) {
  const MessageId first = say(AfterLeaf(), ChatRole::kUser, "frist");
  say(AfterLeaf(), ChatRole::kAssistant, "?");
  const ChatMessage old = must(store_->message(first));
  const MessageId edited = say(old.parent, ChatRole::kUser, "first");
  EXPECT_EQ(shown(), "first|");
  EXPECT_EQ(must(store_->siblings(edited)).size(), 2U);
  // Another chat's first messages are not siblings.
  const ChatId other = must(store_->createChat("other"));
  const MessageId foreign = must(store_->appendMessage(other, std::nullopt, ChatRole::kUser, "x"));
  EXPECT_EQ(must(store_->siblings(foreign)).size(), 1U);
  EXPECT_FALSE(store_->appendMessage(other, first, ChatRole::kUser, "x")) << "a parent of another chat";
}

TEST_F(BranchTest, AnEditedAnswerIsAVariantThatGoesOn) {
  const MessageId question = say(AfterLeaf(), ChatRole::kUser, "q");
  const MessageId old = must(store_->beginAssistantMessage(chat_, question, "m", R"({"top_k":3})"));
  append(*store_, old, {"hm", "old words", 4, 2, 1.5});
  MessageEnd end;
  end.generation.seed = "12";
  end.generation.decode_seconds = 2;
  end.generation.finish_reason = "stop";
  must(finish(*store_, old, end));
  say(AfterLeaf(), ChatRole::kUser, "thanks");
  EXPECT_FALSE(store_->resumeMessage(old)) << "it is complete";

  const MessageId edited = must(store_->editAnswer(old, "unheard"));
  EXPECT_EQ(shown(), "q|unheard|");
  EXPECT_EQ(must(store_->message(old)).text, "old words");
  EXPECT_FALSE(wasEdited(must(store_->message(old)).generation));
  const ChatMessage after = must(store_->message(edited));
  EXPECT_TRUE(wasEdited(after.generation));
  EXPECT_EQ(after.state, MessageState::kFinished);
  EXPECT_TRUE(after.reasoning_finished);
  EXPECT_EQ(after.reasoning, "hm");
  EXPECT_EQ(after.generation.model, "m");
  EXPECT_EQ(after.generation.seed, "12");
  EXPECT_EQ(after.generation.reasoning_tokens, 4);
  EXPECT_EQ(after.generation.text_tokens, 0);
  EXPECT_EQ(after.generation.decode_seconds, 0);
  EXPECT_NE(after.generation.sampling_json.find("\"top_k\":3"), std::string::npos);
  EXPECT_EQ(after.sibling_index, 1);
  EXPECT_EQ(must(store_->search("unheard")).size(), 1U);

  must(store_->resumeMessage(edited));
  append(*store_, edited, {"", " of", 0, 1, 0});
  EXPECT_FALSE(store_->editAnswer(edited, "x")) << "it is being written";
  must(finish(*store_, edited, {}));
  EXPECT_EQ(shown(), "q|unheard of|");
  EXPECT_FALSE(store_->editAnswer(question, "x")) << "not an answer";
  EXPECT_FALSE(store_->editAnswer(999, "x"));
}

TEST_F(BranchTest, MarkingReceiptsKeepsWhatTheyHave) {
  for (const char* sampling : {"", "{}", R"({"top_k":3})", "no json", "[1]"}) {
    Generation made;
    made.sampling_json = sampling;
    EXPECT_FALSE(wasEdited(made)) << sampling;
    markEdited(made);
    EXPECT_TRUE(wasEdited(made)) << sampling;
    const std::string once = made.sampling_json;
    markEdited(made);
    EXPECT_EQ(made.sampling_json, once);
  }
}

TEST_F(BranchTest, DeleteFrom) {
  const MessageId question = say(AfterLeaf(), ChatRole::kUser, "q");
  const MessageId doomed = say(AfterLeaf(), ChatRole::kAssistant, "uniqueword");
  for (int i = 0; i < 1100; ++i) say(AfterLeaf(), ChatRole::kUser, "more");
  const MessageId kept = say(question, ChatRole::kAssistant, "kept");
  must(store_->deleteMessagesFrom(doomed));
  EXPECT_EQ(shown(), "q|kept|") << "another branch stays as it is";
  EXPECT_TRUE(must(store_->search("uniqueword more")).empty());
  must(store_->deleteMessagesFrom(kept));
  EXPECT_EQ(shown(), "q|") << "the branch that is shown ends at the parent";
  must(store_->deleteMessagesFrom(question));
  EXPECT_EQ(shown(), "");
  const MessageId next = say(AfterLeaf(), ChatRole::kUser, "again");
  EXPECT_GT(next, kept) << "ids are not used twice";
}

}  // namespace
}  // namespace deepwell

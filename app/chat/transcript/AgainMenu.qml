import QtQuick
import Deepwell.Chat
import Deepwell.Style

// Ways to have an answer made again; each makes a variant beside it.
PopMenu {
    id: root

    required property Conversation conversation
    property bool modelThinks: true
    property MessageItem message: null
    readonly property bool thought: message?.hasReasoning ?? false
    signal chosen()

    function openFor(answer: MessageItem, button: Item): void {
        message = answer;
        popup(button, 0, button.height + 2);
        currentIndex = 0;
    }

    PopMenuItem {
        objectName: "againAsSet"
        iconName: "refresh"
        text: qsTr("Again")
        onTriggered: { root.conversation.regenerate(root.message); root.chosen(); }
    }
    PopMenuItem {
        objectName: "againThinking"
        visible: root.modelThinks
        iconName: "think"
        text: root.thought ? qsTr("Without thinking") : qsTr("With thinking")
        onTriggered: {
            root.conversation.regenerateOtherwise(root.message, root.thought ? Conversation.WithoutThinking : Conversation.WithThinking);
            root.chosen();
        }
    }
    PopMenuItem {
        objectName: "againWarmer"
        iconName: "bolt"
        text: qsTr("More varied")
        detail: qsTr("Temperature +0.3, a new seed")
        detailLines: 2
        onTriggered: { root.conversation.regenerateOtherwise(root.message, Conversation.Warmer); root.chosen(); }
    }
}

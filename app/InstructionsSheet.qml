import QtQuick
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Settings.Pages
import Deepwell.Style

// What the model is told before one chat.
Sheet {
    id: root

    property Conversation conversation: null

    function openFor(chat: Conversation): void { conversation = chat; open(); }
    function save(): void {
        if (conversation) conversation.instructions = box.text;
        close();
    }

    width: Math.min(560, parent.width - 2 * Theme.space4)
    height: Math.min(implicitHeight, parent.height - 2 * Theme.space4)
    title: qsTr("Instructions for this chat")
    onAboutToShow: box.text = conversation?.instructions ?? ""
    onOpened: box.grab()

    contentItem: ColumnLayout {
        spacing: Theme.space3

        Text {
            Layout.fillWidth: true
            text: root.title
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Text {
            Layout.fillWidth: true
            text: qsTr("A system prompt of its own, instead of that of the model's preset or of the settings. Empty: those.")
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.small
        }
        PromptBox {
            id: box

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: 160
            fieldName: "chatInstructions"
            label: root.title
            placeholder: qsTr("For example: Answer in short sentences.")
        }
        RowLayout {
            spacing: Theme.space2

            Item { Layout.fillWidth: true }
            PushButton { text: qsTr("Cancel"); kind: "quiet"; onClicked: root.close() }
            PushButton { objectName: "saveInstructions"; text: qsTr("Save"); kind: "primary"; onClicked: root.save() }
        }
    }
}

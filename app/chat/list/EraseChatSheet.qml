import QtQuick
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Style

// Asks before a chat of the bin, or all that are selected there, are erased: there is no way back.
Sheet {
    id: root

    required property Workspace workspace
    property var chatId: 0
    property string chatTitle
    property int selected: 0  // so many are to go; 0: the one

    function ask(chat: var, title: string, count: int): void {
        selected = count;
        chatId = chat;
        chatTitle = title;
        open();
    }

    objectName: "eraseChatSheet"
    width: Math.min(420, parent.width - 2 * Theme.space4)
    title: selected > 0 ? qsTr("Erase %Ln chat(s) for good?", "", selected) : qsTr("Erase this chat for good?")
    onOpened: keep.forceActiveFocus()

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
            objectName: "eraseChatTitle"
            Layout.fillWidth: true
            visible: root.selected === 0
            text: qsTr("“%1”").arg(root.chatTitle)
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            color: Theme.text
            font.pixelSize: Theme.label
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        Text {
            Layout.fillWidth: true
            text: qsTr("Its messages and their words in the search index are overwritten on the disk. They cannot be brought back.")
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.label
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        RowLayout {
            Layout.topMargin: Theme.space1
            spacing: Theme.space2

            Item { Layout.fillWidth: true }
            PushButton {
                id: keep

                objectName: "keepChat"
                text: qsTr("Keep")
                kind: "quiet"
                onClicked: root.close()
            }
            PushButton {
                objectName: "eraseChatNow"
                kind: "danger"
                iconName: "trash"
                text: qsTr("Erase")
                onClicked: {
                    if (root.selected > 0) root.workspace.eraseSelected();
                    else root.workspace.eraseChat(root.chatId);
                    root.close();
                }
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Deepwell.Privacy
import Deepwell.Style

// Asks before every chat is erased: there is no way back, so a word must be typed.
Sheet {
    id: root

    readonly property string word: qsTr("erase")
    property bool failed: false

    objectName: "eraseSheet"
    width: Math.min(440, parent.width - 2 * Theme.space4)
    title: qsTr("Erase all chats?")
    onAboutToShow: { typed.clear(); failed = false; }
    onOpened: typed.forceActiveFocus()

    function erase(): void {
        if (typed.text.trim().toLowerCase() !== word) return;
        failed = !Privacy.eraseHistory();
        if (!failed) close();
    }

    contentItem: ColumnLayout {
        spacing: Theme.space3

        Text {
            text: root.title
            color: Theme.text
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Text {
            Layout.fillWidth: true
            text: qsTr("All chats, folders and drafts go, those in the bin and old copies of the history too. They are overwritten on the disk and cannot be brought back. Models and settings stay.")
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.label
        }
        Text {
            Layout.fillWidth: true
            text: qsTr("Type “%1” to go on:").arg(root.word)
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.label
        }
        TextBox {
            id: typed

            objectName: "eraseWord"
            Layout.fillWidth: true
            Accessible.name: qsTr("The word that confirms erasing")
            onAccepted: root.erase()
        }
        Text {
            objectName: "eraseFailed"
            Layout.fillWidth: true
            visible: root.failed
            text: qsTr("Not everything could be erased: an answer is being written, or the history cannot be changed now. Stop the answer and try again.")
            wrapMode: Text.Wrap
            color: Theme.danger
            font.pixelSize: Theme.small
        }
        RowLayout {
            Layout.topMargin: Theme.space1
            spacing: Theme.space2

            Item { Layout.fillWidth: true }
            PushButton { text: qsTr("Cancel"); kind: "quiet"; onClicked: root.close() }
            PushButton {
                objectName: "eraseNow"
                enabled: typed.text.trim().toLowerCase() === root.word
                kind: "danger"
                iconName: "trash"
                text: qsTr("Erase all chats")
                onClicked: root.erase()
            }
        }
    }
}

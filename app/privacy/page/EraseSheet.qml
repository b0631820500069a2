import QtQuick
import QtQuick.Controls.Basic
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
        failed = false;
        Privacy.eraseHistory();
    }
    // Nothing else can be done in the window until all is gone.
    closePolicy: Privacy.erasing ? Popup.NoAutoClose : Popup.CloseOnEscape | Popup.CloseOnPressOutside

    Connections {
        target: Privacy
        function onErased(all: bool): void {
            root.failed = !all;
            if (all) root.close();
        }
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
            text: qsTr("All chats, folders and drafts go, those in the bin and old copies of the history too. Deepwell cannot bring them back: they are overwritten where they lie. Traces can remain outside of Deepwell's reach, in backups and snapshots and in the spare cells of an SSD. Models and settings stay.")
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
            enabled: !Privacy.erasing
            onAccepted: root.erase()
        }
        Text {
            objectName: "eraseFailed"
            Layout.fillWidth: true
            visible: root.failed
            text: qsTr("Not everything could be erased: an answer or a summary is being written, or the history cannot be changed now. Stop what is being written and try again.")
            wrapMode: Text.Wrap
            color: Theme.danger
            font.pixelSize: Theme.small
        }
        RowLayout {
            Layout.topMargin: Theme.space1
            spacing: Theme.space2

            ProgressRing { Layout.preferredWidth: 16; Layout.preferredHeight: 16; visible: Privacy.erasing }
            Text {
                objectName: "erasing"
                Layout.fillWidth: true
                visible: Privacy.erasing
                text: qsTr("Erasing…")
                color: Theme.textMuted
                font.pixelSize: Theme.label
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
            Item { Layout.fillWidth: true; visible: !Privacy.erasing }
            PushButton { text: qsTr("Cancel"); kind: "quiet"; enabled: !Privacy.erasing; onClicked: root.close() }
            PushButton {
                objectName: "eraseNow"
                enabled: !Privacy.erasing && typed.text.trim().toLowerCase() === root.word
                kind: "danger"
                iconName: "trash"
                text: qsTr("Erase all chats")
                onClicked: root.erase()
            }
        }
    }
}

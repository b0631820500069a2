import QtQml
import QtQuick
import QtQuick.Layouts
import Deepwell.Chat
import Deepwell.Style

// Asked before quitting while chats are written to a file or read from one: quitting would drop that. Once all of it has gone
// well the window quits by itself.
Sheet {
    id: root

    required property ChatTransfer transfer
    property bool asked: false
    signal confirmed()

    function ask(): void { asked = true; open(); }
    function look(): void {
        if (!asked || transfer.busy) return;
        const well = !transfer.failed;
        close();
        if (well) confirmed();
    }

    objectName: "quitSheet"
    width: Math.min(460, parent.width - 2 * Theme.space4)
    onOpened: stay.forceActiveFocus()
    onAboutToHide: asked = false

    contentItem: ColumnLayout {
        spacing: Theme.space3

        Connections {
            target: root.transfer

            function onChanged(): void { root.look(); }
        }
        Text {
            objectName: "quitTitle"
            Layout.fillWidth: true
            text: root.transfer.doing
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text + " " + about.text
        }
        Text {
            id: about

            Layout.fillWidth: true
            text: qsTr("Deepwell quits when this is done. If you quit now, it is dropped, and what waits after it too.")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.label
        }
        RowLayout {
            Layout.topMargin: Theme.space1
            spacing: Theme.space2

            Item { Layout.fillWidth: true }
            PushButton { id: stay; objectName: "doNotQuit"; kind: "quiet"; text: qsTr("Do not quit"); onClicked: root.close() }
            PushButton { objectName: "quitAnyway"; kind: "danger"; text: qsTr("Quit anyway"); onClicked: root.confirmed() }
        }
    }
}

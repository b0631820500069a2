import QtQuick
import QtQuick.Layouts
import Deepwell.Desktop
import Deepwell.Style

// Asks before a link is opened in the browser.
Sheet {
    id: root

    property string link
    property bool written: true   // by a model, else it is ours
    readonly property string destination: Outside.linkAddress(link)   // what would be opened
    readonly property bool canOpen: destination !== ""
    signal confirmed()
    signal copyRequested(string address)   // what is shown

    function ask(address: string, by_model: bool): void { link = address; written = by_model; open(); }

    objectName: "linkSheet"
    width: Math.min(480, parent.width - 2 * Theme.space4)
    title: canOpen ? qsTr("Open this link?") : qsTr("This link is not opened")

    contentItem: ColumnLayout {
        spacing: Theme.space3

        Text {
            text: root.title
            color: Theme.text
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
        }
        Text {
            Layout.fillWidth: true
            text: root.canOpen ? root.written ? qsTr("The model wrote it. Your browser will go to:") : qsTr("Your browser will go to:") : qsTr("Deepwell does not open links of this kind:")
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.label
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: address.height + 2 * Theme.space2
            radius: Theme.radiusSmall
            color: Theme.codeGround

            Text {
                id: address

                objectName: "linkAddress"
                x: Theme.space3
                y: Theme.space2
                width: parent.width - 2 * x
                text: root.canOpen ? root.destination : root.link
                textFormat: Text.PlainText
                wrapMode: Text.WrapAnywhere
                maximumLineCount: 6
                elide: Text.ElideRight
                color: Theme.text
                font.family: Theme.mono
                font.pixelSize: Theme.small
            }
        }
        RowLayout {
            Layout.topMargin: Theme.space1
            spacing: Theme.space2

            Item { Layout.fillWidth: true }
            PushButton { text: qsTr("Cancel"); kind: "quiet"; onClicked: root.close() }
            PushButton { objectName: "copyLink"; text: qsTr("Copy"); iconName: "copy"; onClicked: { root.copyRequested(address.text); root.close(); } }
            PushButton {
                objectName: "openLink"
                visible: root.canOpen
                kind: "primary"
                text: qsTr("Open")
                onClicked: { root.confirmed(); root.close(); }
            }
        }
    }
}

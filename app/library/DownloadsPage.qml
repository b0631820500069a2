import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Bridge
import Deepwell.Library
import Deepwell.Style

// What is on its way.
FocusScope {
    id: root

    required property EngineHost engine
    signal discoverRequested()
    signal settingsRequested()
    signal linkRequested(string link)
    signal chatRequested()   // with the model that is loaded

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.space3

        RowLayout {
            Layout.fillWidth: true
            visible: list.count > 0
            spacing: Theme.space2

            Icon {
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 1
                Layout.preferredWidth: 14
                Layout.preferredHeight: 14
                name: Hub.online ? "link" : "lock"
                color: Theme.textFaint
            }
            Text {
                objectName: "helperState"
                Layout.fillWidth: true
                text: Hub.online ? qsTr("The download helper is running. It ends when nothing is left to do.") : qsTr("Nothing is connected to the internet.")
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
            PushButton { objectName: "clearDone"; visible: Hub.downloads.finishedCount > 0; compact: true; kind: "quiet"; text: qsTr("Clear finished"); onClicked: Hub.downloads.clearDone() }
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            ListView {
                id: list

                objectName: "downloadList"
                anchors.fill: parent
                anchors.leftMargin: -4
                anchors.rightMargin: -10
                leftMargin: 4
                rightMargin: 10
                topMargin: 2
                bottomMargin: Theme.space5
                clip: true
                spacing: Theme.space2
                boundsBehavior: Flickable.StopAtBounds
                verticalLayoutDirection: ListView.TopToBottom
                model: Hub.downloads
                ScrollBar.vertical: ScrollRail {}
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Downloads")

                FocusInSight {}
                delegate: DownloadRow {
                    engine: root.engine
                    onLoadRequested: Library.load(path)
                    onSettingsRequested: root.settingsRequested()
                    onLinkRequested: link => root.linkRequested(link)
                    onChatRequested: root.chatRequested()
                    onCancelRequested: { cancelling.row = index; cancelling.name = name; cancelling.open(); }
                }
            }
            StateNote {
                objectName: "noDownloads"
                anchors.centerIn: parent
                visible: list.count === 0
                iconName: "download"
                title: qsTr("Nothing is on its way")
                about: qsTr("Downloads can be paused, survive a power cut and are checked against the hash that the hub publishes.")
                PushButton { objectName: "toDiscover"; kind: "primary"; iconName: "search"; text: qsTr("Discover models"); onClicked: root.discoverRequested() }
            }
        }
    }
    Sheet {
        id: cancelling

        property int row: -1
        property string name

        objectName: "cancelSheet"
        width: Math.min(440, parent.width - 2 * Theme.space4)
        onOpened: keep.forceActiveFocus()
        Connections { target: Hub.downloads; function onRowsRemoved(): void { cancelling.close(); } }  // `row` may be another one now

        contentItem: ColumnLayout {
            spacing: Theme.space3

            Text {
                Layout.fillWidth: true
                text: qsTr("Cancel the download of %1?").arg(cancelling.name)
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
            }
            Text {
                Layout.fillWidth: true
                text: qsTr("What was downloaded so far is deleted. A paused download keeps it.")
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.label
            }
            RowLayout {
                Layout.topMargin: Theme.space1
                spacing: Theme.space2

                Item { Layout.fillWidth: true }
                PushButton { id: keep; objectName: "keepDownload"; kind: "quiet"; text: qsTr("Keep"); onClicked: cancelling.close() }
                PushButton {
                    objectName: "confirmCancel"
                    kind: "danger"
                    text: qsTr("Cancel download")
                    onClicked: { Hub.downloads.cancel(cancelling.row); cancelling.close(); }
                }
            }
        }
    }
}

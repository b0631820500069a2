import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Bridge
import Deepwell.Library
import Deepwell.Style

// A download: how far it is, and what can be done about it.
Rectangle {
    id: root

    required property EngineHost engine
    required property int index
    required property string name
    required property string quantisation
    required property string repository
    required property string phase   // "asking", "queued", "connecting", "running", "paused", "verifying", "done" or "failed"
    required property double progress
    required property string words
    required property string error
    required property string note
    required property string path
    required property bool refused   // for want of a token that is good for it
    required property string page    // the model's, on the hub
    readonly property bool going: ["asking", "queued", "connecting", "running", "verifying"].includes(phase)
    readonly property bool loading: engine.loadingPath === path
    readonly property bool loaded: engine.path === path && !loading
    readonly property bool stopped: phase === "paused" || phase === "failed"
    readonly property bool wide: width > 480
    signal cancelRequested()
    signal loadRequested()
    signal settingsRequested()
    signal linkRequested(string link)
    signal chatRequested()

    objectName: "downloadRow" + index
    width: ListView.view ? ListView.view.width - ListView.view.leftMargin - ListView.view.rightMargin : 0
    implicitHeight: column.implicitHeight + 2 * Theme.space3
    radius: Theme.radius + 2
    color: Theme.surface
    border.width: 1
    border.color: Theme.border
    Accessible.role: Accessible.ListItem
    Accessible.name: [name, quantisation, words, error].filter(Boolean).join(", ")

    ColumnLayout {
        id: column

        x: Theme.space3 + 2
        y: Theme.space3
        width: parent.width - 2 * x
        spacing: 6

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space2

            Text {
                Layout.fillWidth: true
                Layout.maximumWidth: implicitWidth + 1
                text: root.name
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
                font.pixelSize: Theme.label + 1
                font.weight: Font.DemiBold
            }
            Tag { text: root.quantisation }
            Item { Layout.fillWidth: true; Layout.preferredWidth: 0 }
            PushButton {
                objectName: "loadDownloaded"
                visible: root.phase === "done" && !root.loaded && !root.loading
                compact: true
                kind: "primary"
                text: qsTr("Load")
                Accessible.name: qsTr("Load %1").arg(root.name)
                onClicked: root.loadRequested()
            }
            PushButton {
                objectName: "cancelLoadDownloaded"
                visible: root.phase === "done" && root.loading
                compact: true
                kind: "quiet"
                iconName: "close"
                text: qsTr("%1 %").arg(Math.floor(root.engine.progress * 100))
                Accessible.name: qsTr("Cancel loading %1").arg(root.name)
                onClicked: root.engine.cancelLoad()
            }
            Tag {
                visible: root.phase === "done" && root.loaded
                text: qsTr("Loaded")
                foreground: Theme.accentText
                ground: Theme.accent
            }
            PushButton {
                objectName: "chatDownloaded"
                visible: root.phase === "done" && root.loaded
                compact: true
                kind: "primary"
                text: qsTr("Chat")
                Accessible.name: qsTr("Start chatting with %1").arg(root.name)
                onClicked: root.chatRequested()
            }
            PushButton {
                objectName: "resumeButton"
                visible: root.stopped && root.wide
                compact: true
                iconName: root.phase === "failed" ? "refresh" : "play"
                text: root.phase === "failed" ? qsTr("Try again") : qsTr("Resume")
                Accessible.name: qsTr("Resume %1").arg(root.name)
                onClicked: Hub.downloads.resume(root.index)
            }
            IconButton {
                objectName: "resumeButton"
                visible: root.stopped && !root.wide
                size: 30
                iconName: root.phase === "failed" ? "refresh" : "play"
                text: qsTr("Resume %1").arg(root.name)
                onClicked: Hub.downloads.resume(root.index)
            }
            IconButton {
                objectName: "pauseButton"
                visible: root.going
                size: 30
                iconName: "pause"
                text: qsTr("Pause %1").arg(root.name)
                onClicked: Hub.downloads.pause(root.index)
            }
            IconButton {
                objectName: "cancelButton"
                size: 30
                iconName: "close"
                text: root.phase === "done" ? qsTr("Take %1 from this list").arg(root.name) : qsTr("Cancel %1").arg(root.name)
                onClicked: if (root.phase === "done") Hub.downloads.remove(root.index); else root.cancelRequested()
            }
        }
        ProgressLine {
            objectName: "downloadProgress"
            Layout.fillWidth: true
            visible: root.phase !== "done"
            value: root.progress
            foreground: root.phase === "failed" ? Theme.danger : root.phase === "paused" ? Theme.textFaint : Theme.accent
        }
        Text {
            objectName: "downloadWords"
            Layout.fillWidth: true
            visible: text !== ""
            text: [root.words, root.note].filter(Boolean).join("  ·  ")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.small
        }
        Text {
            objectName: "downloadError"
            Layout.fillWidth: true
            visible: text !== ""
            text: root.error
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.danger
            font.pixelSize: Theme.small
        }
        Flow {
            Layout.fillWidth: true
            visible: root.refused
            spacing: Theme.space2

            PushButton { objectName: "downloadSettings"; compact: true; iconName: "settings"; text: qsTr("Open the settings"); onClicked: root.settingsRequested() }
            PushButton { objectName: "downloadPage"; compact: true; iconName: "link"; text: qsTr("Page of the model"); onClicked: root.linkRequested(root.page) }
        }
        Text {
            Layout.fillWidth: true
            visible: root.phase !== "done"
            text: root.repository
            textFormat: Text.PlainText
            elide: Text.ElideMiddle
            color: Theme.textFaint
            font.pixelSize: Theme.tiny
        }
    }
}

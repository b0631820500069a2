import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Bridge
import Deepwell.Style

// The first thing that a new user sees, above a composer that can be written in at once: what this computer has, where
// models are kept, and models that fit.
Flickable {
    id: root

    required property DeviceModel devices
    required property string modelsFolder
    required property string freeSpace      // "82.1 GiB free of 476.9 GiB"
    required property var suggestions       // [{ modelId, name, about, bestName, size, fitWord }], best first
    property bool canDownload: true
    signal folderRequested()
    signal getRequested(int index)
    signal libraryRequested()
    signal dismissed()

    objectName: "welcome"
    contentHeight: Math.max(height, column.height + 2 * Theme.space5)
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    ScrollBar.vertical: ScrollRail {}
    Component.onCompleted: devices.refresh()
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Welcome")

    component Heading: Text {
        color: Theme.textMuted
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    component Panel: Rectangle {
        default property alias content: inside.data

        width: parent?.width ?? 0
        height: inside.height + 2 * Theme.space3
        radius: Theme.radius
        color: Theme.surface
        border.width: 1
        border.color: Theme.border

        Column {
            id: inside

            x: Theme.space4
            y: Theme.space3
            width: parent.width - 2 * x
            spacing: Theme.space2
        }
    }
    component Fact: RowLayout {
        id: fact

        required property string iconName
        required property string name
        property string about: ""

        width: parent?.width ?? 0
        spacing: Theme.space3

        Icon {
            Layout.preferredWidth: 18
            Layout.preferredHeight: 18
            name: fact.iconName
            color: Theme.textMuted
        }
        Column {
            Layout.fillWidth: true

            Text {
                width: parent.width
                text: fact.name
                textFormat: Text.PlainText
                elide: Text.ElideMiddle
                color: Theme.text
                font.pixelSize: Theme.label
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
            Text {
                width: parent.width
                visible: text !== ""
                text: fact.about
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
    }

    FocusInSight {}
    Column {
        id: column

        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(Theme.space5, (root.contentHeight - height) / 2)
        width: Math.min(Theme.columnWidth - 60, root.width - 2 * Theme.space4)
        spacing: Theme.space4

        Column {
            width: parent.width
            spacing: Theme.space2

            Image {
                anchors.horizontalCenter: parent.horizontalCenter
                source: "qrc:/deepwell/icons/deepwell.svg"
                sourceSize: Qt.size(112, 112)
                width: 52
                height: 52
                mipmap: true
                Accessible.ignored: true
            }
            Text {
                width: parent.width
                text: qsTr("Welcome to Deepwell")
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.display
                font.weight: Font.DemiBold
                font.letterSpacing: -0.4
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            Text {
                width: parent.width
                text: qsTr("Chat with reasoning models and see them think. Everything stays on this computer. A small demonstration model is ready: write below, or get a real one.")
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.label
                lineHeight: 1.2
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }

        Heading { visible: root.suggestions.length > 0; text: qsTr("Models that fit this computer") }
        GridLayout {
            width: parent.width
            visible: root.suggestions.length > 0
            columns: width > 560 ? 3 : 1
            columnSpacing: Theme.space3
            rowSpacing: Theme.space2

            Repeater {
                model: root.suggestions

                SuggestionCard {
                    required property var modelData
                    required property int index

                    objectName: "suggestion" + index
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    name: modelData.name
                    about: modelData.about
                    size: "%1, %2".arg(modelData.bestName).arg(modelData.size)
                    fitWord: modelData.fitWord
                    enabled: root.canDownload
                    onClicked: root.getRequested(index)
                }
            }
        }

        Heading { text: qsTr("This computer") }
        Panel {
            Repeater {
                model: root.devices

                Fact {
                    required property string choice
                    required property string title
                    required property string detail

                    visible: choice !== "auto"
                    iconName: choice === "cpu" ? "chip" : "card"
                    name: title
                    about: detail
                }
            }
            Fact {
                visible: root.devices.problem !== "" && !root.devices.asking
                iconName: "card"
                name: qsTr("No graphics card that can run models")
                about: root.devices.problem
            }
            Fact {
                id: folder

                objectName: "welcomeFolder"
                iconName: "folder"
                name: root.modelsFolder
                about: qsTr("For models: %1").arg(root.freeSpace)

                PushButton {
                    objectName: "welcomeChangeFolder"
                    compact: true
                    text: qsTr("Change…")
                    onClicked: root.folderRequested()
                }
            }
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.space3

            PushButton {
                objectName: "welcomeStart"
                kind: "primary"
                text: qsTr("Start chatting")
                onClicked: root.dismissed()
            }
            PushButton {
                objectName: "welcomeLibrary"
                iconName: "model"
                text: qsTr("All models")
                onClicked: root.libraryRequested()
            }
        }
    }
}
